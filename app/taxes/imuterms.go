package taxes

import (
	"cmp"
	"slices"
	"strconv"

	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// imuTerms are the two payments of the year: by when, how much, and how each stands.
func imuTerms(v page.Visit, p taxes.ImuPosition) *ui.Node {
	if p.Payable == 0 {
		return nil
	}
	var rows [][]*ui.Node
	for _, t := range []taxes.ImuTerm{p.Acconto, p.Saldo} {
		rows = append(rows, []*ui.Node{ui.Text(v.Say("imu.terms." + string(t.Name))), ui.Text(text.Day(v.Text, t.LastDay())), euro(v, t.Amount), termState(v, t)})
	}
	head := []string{v.Say("taxes.head.instalment"), v.Say("taxes.head.due"), v.Say("taxes.head.euro"), v.Say("taxes.head.state")}
	return ui.Section(v.Say("imu.terms.title"), ui.P(v.Say("imu.terms.about")), ui.Table(v.Say("imu.terms.caption", "Year", strconv.Itoa(p.Year)), head, rows))
}

func termState(v page.Visit, t taxes.ImuTerm) *ui.Node {
	s := t.State(v.Today)
	kind := map[taxes.State]string{taxes.Paid: "success", taxes.PartPaid: "warning", taxes.Due: "info", taxes.Overdue: "danger"}[s]
	switch {
	case t.Amount == 0:
		return ui.Tag("info", v.Say("imu.terms.nothing"))
	case s == taxes.Paid && t.PaidOn != 0:
		return ui.Tag(kind, v.Say("taxes.state.paid_on", "Day", text.Day(v.Text, t.PaidOn)))
	case t.Paid > 0 && s != taxes.Paid:
		return ui.TagHeard(kind, v.Say("taxes.state.part", "Paid", text.Euro(v.Text, t.Paid), "Owed", text.Euro(v.Text, t.Owed())),
			v.Say("taxes.state.part", "Paid", text.EuroSpoken(v.Text, t.Paid), "Owed", text.EuroSpoken(v.Text, t.Owed())))
	}
	return ui.Tag(kind, v.Say("taxes.state."+string(s)))
}

// imuPayments are the payments that the comune has seen, oldest first, and which of them fit nothing that is asked.
func imuPayments(v page.Visit, p taxes.ImuPosition) *ui.Node {
	var rows [][]*ui.Node
	paid := slices.Clone(v.Folder.Imu.Payments)
	slices.SortStableFunc(paid, func(a, b taxes.Payment) int { return cmp.Compare(a.PaidOn, b.PaidOn) })
	for _, one := range paid {
		if one.Year == p.Year {
			rows = append(rows, []*ui.Node{ui.Text(text.Day(v.Text, one.PaidOn)), ui.Text(paidFor(v, one)), euro(v, one.Amount)})
		}
	}
	if len(rows) == 0 && p.Payable == 0 {
		return nil
	}
	kids := []*ui.Node{}
	if len(rows) == 0 {
		kids = append(kids, ui.P(v.Say("imu.payments.none")))
	} else {
		kids = append(kids, ui.Table(v.Say("imu.payments.caption", "Year", strconv.Itoa(p.Year)), []string{v.Say("imu.payments.day"), v.Say("imu.payments.what"), v.Say("taxes.head.euro")}, rows))
	}
	for _, one := range p.Unmatched {
		kids = append(kids, ui.Callout("warning", v.Say("imu.payments.unmatched.title"),
			v.Para("imu.payments.unmatched.do", "Euro", one.Amount, "Day", one.PaidOn, "Phone", v.Town.Phone)))
	}
	return ui.Section(v.Say("imu.payments.title"), kids...)
}

// paidFor is what a payment was made for, in words and with its codice tributo.
func paidFor(v page.Visit, p taxes.Payment) string {
	key := "imu.payments.both"
	switch {
	case p.Acconto && !p.Saldo:
		key = "imu.payments.acconto"
	case p.Saldo && !p.Acconto:
		key = "imu.payments.saldo"
	}
	what := v.Say(key)
	if p.Late {
		what = v.Say("imu.payments.late", "What", what)
	}
	return v.Say("imu.payments.code", "What", what, "Code", p.Code)
}
