package taxes

import (
	"strconv"

	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// PayTari is how one instalment of TARI is paid: how much, by when, with which number, where.
func PayTari(v page.Visit) page.Page {
	p, i, ok := instalment(v)
	if !ok {
		return page.NotFound(v)
	}
	title := tariTitle(v, "pay.tari.title", p, i)
	back := v.Say("pay.tari.back", "Year", strconv.Itoa(p.Year))
	if v.Stale() {
		return v.TooOld(title, address(p), back)
	}
	body := []*ui.Node{ui.Back(address(p), back), ui.H1(title), v.Age(), ui.P(p.Address)}
	if i.Owed() == 0 {
		return page.Page{Title: title, Body: append(body, ui.Callout("success", v.Say("pay.paid.title"), ui.P(v.Say("pay.paid.do"))))}
	}
	body = append(append(body, tariOwing(v, p, i)...), payNow(v, v.PayNotice(i.NAV))...)
	body = append(body, noticeWay(v, i), ui.Section(v.Say("pay.f24.other"), ui.P(v.Say("pay.f24.what")), ui.P(v.Say("pay.f24.once")),
		ui.Link(payAddress(p, i)+"/f24", v.Say("pay.f24.see"))), debit(v, p))
	return page.Page{Title: title, Body: append(body, seenAfter(v))}
}

// seenAfter says when a payment shows here.
func seenAfter(v page.Visit) *ui.Node {
	if v.Town.Pay.Online {
		return ui.P(v.Say("taxes.pay.after.online"))
	}
	return ui.P(v.Say("taxes.pay.after"))
}

// TariF24 is the F24 of one instalment, on the day that is asked for when it is late and the comune takes it so.
func TariF24(v page.Visit) page.Page {
	p, i, ok := instalment(v)
	if !ok {
		return page.NotFound(v)
	}
	title, back := tariTitle(v, "pay.tari.f24", p, i), v.Say("pay.f24.back")
	switch {
	case v.Stale():
		return v.TooOld(title, payAddress(p, i), back)
	case i.Owed() == 0:
		return page.To(payAddress(p, i))
	}
	body := []*ui.Node{ui.Back(payAddress(p, i), back), ui.H1(title), v.Age(), ui.P(p.Address)}
	payer := taxes.PayerOf(v.Who.Subject, v.Today)
	if i.State(v.Today) != taxes.Overdue || !v.Town.Taxes.TariLate {
		form := p.F24(v.Town.Taxes, payer, i, v.Today)
		body = append(body, v.Owing(byWhen(v, i), form.Total()), ui.P(v.Say("pay.f24.round")))
		return page.Page{Title: title, Body: append(body, f24(v, v.Say("pay.f24.title"), form), f24Places(v), sheet(v, title, form))}
	}
	return latePage(v, lateAsked{title: title, head: body, terms: []lateTerm{{
		name: v.Say("late.tari"), last: i.LastDay(), late: func(on day) taxes.Late { return p.Late(v.Town.Taxes, i, on) },
		form: func(on day) taxes.F24 { return p.F24(v.Town.Taxes, payer, i, on) }}}})
}

// instalment is the one that the address names; false when there is none such.
func instalment(v page.Visit) (taxes.TariPosition, taxes.Instalment, bool) {
	p, ok := position(v)
	for _, i := range p.Instalments {
		if ok && strconv.Itoa(i.Number) == v.Args["rata"] {
			return p, i, true
		}
	}
	return p, taxes.Instalment{}, false
}

func payAddress(p taxes.TariPosition, i taxes.Instalment) string {
	return address(p) + "/paga/" + strconv.Itoa(i.Number)
}

// tariTitle names the instalment; a bill of one instalment is the whole TARI.
func tariTitle(v page.Visit, key string, p taxes.TariPosition, i taxes.Instalment) string {
	if i.Of <= 1 {
		return v.Say(key+".whole", "Year", strconv.Itoa(p.Year))
	}
	return v.Say(key, "Number", i.Number, "Of", i.Of, "Year", strconv.Itoa(p.Year))
}

func byWhen(v page.Visit, i taxes.Instalment) string {
	if i.State(v.Today) == taxes.Overdue {
		return v.Say("pay.owed")
	}
	return v.Say("taxes.next", "Day", text.Day(v.Text, i.LastDay()))
}

// tariOwing is how much and by when; of an instalment that is late also what being late means.
func tariOwing(v page.Visit, p taxes.TariPosition, i taxes.Instalment) []*ui.Node {
	out := []*ui.Node{}
	if i.State(v.Today) == taxes.Overdue {
		late := p.Late(v.Town.Taxes, i, v.Today)
		out = append(out, ui.Callout("danger", v.Say("late.was", "Day", text.Day(v.Text, i.LastDay())), append([]*ui.Node{ui.P(v.Say("late.days", "Count", late.Days))}, tariLate(v, late)...)...))
	}
	out = append(out, v.Owing(byWhen(v, i), i.Owed()))
	if i.Paid > 0 {
		out = append(out, v.Para("pay.part", "Euro", i.Paid))
	}
	return out
}

// tariLate says what being late costs: by the figures of the law where the comune takes them, or that the office writes.
func tariLate(v page.Visit, late taxes.Late) []*ui.Node {
	if !v.Town.Taxes.TariLate {
		return []*ui.Node{ui.P(v.Say("late.tari.still")), ui.P(v.Say("late.tari.writes"))}
	}
	return []*ui.Node{v.Para("late.sanction", "Euro", late.Sanction), v.Para("late.interest", "Euro", late.Interest),
		v.Para("late.tari.total", "Euro", late.Total), ui.P(v.Say("late.tari.f24"))}
}

// noticeWay is the pagoPA notice: its number, and its QR code where the comune has one.
func noticeWay(v page.Visit, i taxes.Instalment) *ui.Node {
	title := v.Say("pay.notice.title")
	if i.NAV == "" {
		return ui.Section(title, ui.P(v.Say("pay.notice.none", "Phone", v.Town.Phone)))
	}
	kids := append([]*ui.Node{ui.P(v.Say("pay.notice.what"))}, v.Notice(i.NAV, i.Owed())...)
	return ui.Section(title, append(kids, v.NoticePlaces()...)...)
}

// debit is paying by direct debit, in a year in which the comune offers it.
func debit(v page.Visit, p taxes.TariPosition) *ui.Node {
	year, _ := v.Town.Taxes.TariOf(p.Year)
	d := year.Debit
	if d == nil {
		return nil
	}
	if d.AskBy != 0 && d.AskBy < v.Today { // what is no way any more takes one sentence
		return ui.Section(v.Say("pay.debit.over"), v.Para("pay.debit.past", "Day", d.AskBy))
	}
	kids := []*ui.Node{ui.P(v.Say("pay.debit.what"))}
	if d.On != 0 {
		kids = append(kids, v.Para("pay.debit.on", "Day", d.On))
	}
	if d.Discount > 0 {
		kids = append(kids, v.Para("pay.debit.discount", "Percent", d.Discount))
	}
	if d.AskBy != 0 {
		kids = append(kids, v.Para("pay.debit.ask", "Day", d.AskBy))
	}
	return ui.Section(v.Say("pay.debit.title"), append(kids, ui.P(v.Say("pay.debit.how", "Phone", v.Town.Phone)))...)
}
