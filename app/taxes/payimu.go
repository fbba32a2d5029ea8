package taxes

import (
	"strconv"

	"sportello/api/payments"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// PayImu is how the acconto, the saldo or the whole year of IMU is paid: the F24 filled in.
func PayImu(v page.Visit) page.Page {
	p, ok := imuPosition(v)
	asked, known := map[string][]taxes.ImuTerm{"acconto": {p.Acconto}, "saldo": {p.Saldo}, "tutto": {p.Acconto, p.Saldo}}[v.Args["quando"]]
	if !ok || !known {
		return page.NotFound(v)
	}
	title := v.Say("pay.imu.title."+v.Args["quando"], "Year", strconv.Itoa(p.Year))
	back := v.Say("pay.imu.back", "Year", strconv.Itoa(p.Year))
	if v.Stale() {
		return v.TooOld(title, imuAt(p.Year), back)
	}
	body := []*ui.Node{ui.Back(imuAt(p.Year), back), ui.H1(title), v.Age()}
	var open, late []taxes.ImuTerm
	for _, t := range asked {
		switch t.State(v.Today) {
		case taxes.Overdue:
			late = append(late, t)
		case taxes.Due, taxes.PartPaid:
			open = append(open, t)
		}
	}
	if len(late) > 0 {
		body = append(body, ui.Callout("danger", v.Say("pay.imu.late."+string(late[0].Name)), ui.P(v.Say("pay.imu.late.do")),
			ui.LinkButton(imuAt(p.Year)+"/ritardo", v.Say("pay.imu.late.see"))))
	}
	switch {
	case len(open) > 0 && p.Guesses(open[len(open)-1]):
		body = append(body, ui.Callout("warning", v.Say("pay.imu.estimated.title"), ui.P(v.Say("pay.imu.estimated.do", "Year", strconv.Itoa(p.Year)))))
	case len(open) > 0:
		body = append(body, imuForm(v, p, open, v.PayImu(payments.Imu{Year: p.Year, Half: half(open)}))...)
	case len(late) == 0:
		body = append(body, ui.Callout("success", v.Say("pay.imu.paid"), ui.P(v.Say("pay.paid.do"))))
	}
	return page.Page{Title: title, Body: body}
}

// imuForm is what to pay by when, the door to paying here, and the F24 that pays it.
func imuForm(v page.Visit, p taxes.ImuPosition, open []taxes.ImuTerm, door *ui.Node) []*ui.Node {
	form := p.F24(v.Town.Taxes, taxes.PayerOf(v.Who.Subject, v.Today), v.Today, open...)
	out := []*ui.Node{v.Owing(v.Say("taxes.next", "Day", text.Day(v.Text, open[0].LastDay())), form.Total())}
	for _, t := range open {
		if t.Paid > 0 {
			out = append(out, v.Para("pay.part", "Euro", t.Paid))
		}
	}
	out = append(append(out, payNow(v, door)...), ui.P(v.Say("pay.f24.what")))
	title := v.Say("pay.f24.title")
	return append(out, f24(v, title, form), f24Places(v), sheet(v, title, form))
}

// ImuLate is what is overdue of a year, each term with what it costs on the day that one will pay.
func ImuLate(v page.Visit) page.Page {
	p, ok := imuPosition(v)
	if !ok {
		return page.NotFound(v)
	}
	year := strconv.Itoa(p.Year)
	title, back := v.Say("late.imu.title", "Year", year), v.Say("pay.imu.back", "Year", year)
	if v.Stale() {
		return v.TooOld(title, imuAt(p.Year), back)
	}
	overdue := p.Overdue(v.Today)
	head := []*ui.Node{ui.Back(imuAt(p.Year), back), ui.H1(title), v.Age(), estimated(v, p)}
	if len(overdue) == 0 {
		return page.Page{Title: title, Body: append(head, ui.Callout("success", v.Say("late.none.title"), ui.P(v.Say("late.none.do", "Year", year))))}
	}
	payer := taxes.PayerOf(v.Who.Subject, v.Today)
	asked := lateAsked{title: title, head: head, today: v.PayImu(payments.Imu{Year: p.Year, Half: half(overdue)})}
	for _, t := range overdue {
		asked.terms = append(asked.terms, lateTerm{name: v.Say("late.imu." + string(t.Name)), last: t.LastDay(),
			late: func(on day) taxes.Late { return t.Late(v.Town.Taxes, on) },
			form: func(on day) taxes.F24 { return p.F24(v.Town.Taxes, payer, on, t) }})
	}
	return latePage(v, asked)
}

// half is what terms of a year are: one of the two, or both.
func half(terms []taxes.ImuTerm) string {
	if len(terms) == 1 {
		return string(terms[0].Name)
	}
	return "tutto"
}
