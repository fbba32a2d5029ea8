package taxes

import (
	"strconv"

	"sportello/api/money"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// dwelling is what the tax is reckoned on.
func dwelling(p taxes.TariPosition, v page.Visit) *ui.Node {
	return ui.Facts(
		ui.Row{Key: v.Say("taxes.dwelling.address"), Values: []string{p.Address}},
		ui.Row{Key: v.Say("taxes.dwelling.metres"), Values: []string{v.Say("taxes.metres", "Metres", p.SquareMetres.Italian())}},
		ui.Row{Key: v.Say("taxes.dwelling.people"), Values: []string{v.Say("taxes.people", "Count", p.Occupants)}},
		ui.Row{Key: v.Say("taxes.dwelling.utenza"), Values: []string{p.Utenza}},
	)
}

// parts are the sums that make the total, in the order of the notice; what is zero is left out.
func parts(v page.Visit, p taxes.TariPosition) *ui.Node {
	rows := [][]*ui.Node{}
	add := func(key string, c money.Cents, vars ...any) {
		if c != 0 {
			rows = append(rows, []*ui.Node{ui.Text(v.Say("taxes.part."+key, vars...)), euro(v, c)})
		}
	}
	add("fixed", p.Fixed)
	add("variable", p.Variable)
	add("reduction", p.Reduced()-p.Fixed-p.Variable)
	add("tefa", p.TEFA)
	add("ur1", p.UR1)
	add("ur2", p.UR2)
	add("ur3", p.UR3)
	add("bonus", -p.Bonus)
	add("total", p.Total)
	return ui.Table(v.Say("taxes.parts.caption", "Year", strconv.Itoa(p.Year)), []string{v.Say("taxes.parts.part"), v.Say("taxes.parts.euro")}, rows)
}

// instalments are the rows a person looks for: by when, how much, and whether it is paid.
func instalments(v page.Visit, p taxes.TariPosition) *ui.Node {
	rows := make([][]*ui.Node, 0, len(p.Instalments))
	for _, i := range p.Instalments {
		rows = append(rows, []*ui.Node{
			ui.Text(v.Say("taxes.instalment", "Number", i.Number, "Of", i.Of)),
			ui.Text(text.Day(v.Text, i.LastDay())),
			euro(v, i.Amount),
			state(v, i),
			notice(i.NAV),
		})
	}
	head := []string{v.Say("taxes.head.instalment"), v.Say("taxes.head.due"), v.Say("taxes.head.euro"), v.Say("taxes.head.state"), v.Say("taxes.head.notice")}
	return ui.Table(v.Say("taxes.instalments.caption", "Year", strconv.Itoa(p.Year)), head, rows)
}

func state(v page.Visit, i taxes.Instalment) *ui.Node {
	s := i.State(v.Today)
	kind := map[taxes.State]string{taxes.Paid: "success", taxes.PartPaid: "warning", taxes.Due: "info", taxes.Overdue: "danger"}[s]
	switch {
	case s == taxes.Paid && i.PaidOn != 0:
		return ui.Tag(kind, v.Say("taxes.state.paid_on", "Day", text.Day(v.Text, i.PaidOn)))
	case i.Paid > 0 && s != taxes.Paid:
		return ui.TagHeard(kind, v.Say("taxes.state.part", "Paid", text.Euro(v.Text, i.Paid), "Owed", text.Euro(v.Text, i.Owed())),
			v.Say("taxes.state.part", "Paid", text.EuroSpoken(v.Text, i.Paid), "Owed", text.EuroSpoken(v.Text, i.Owed())))
	}
	return ui.Tag(kind, v.Say("taxes.state."+string(s)))
}

// euro is a sum in a cell: seen in figures, heard in words.
func euro(v page.Visit, c money.Cents) *ui.Node {
	return ui.Spoken(text.Euro(v.Text, c), text.EuroSpoken(v.Text, c))
}

func notice(nav string) *ui.Node {
	if nav == "" {
		return ui.Text("–")
	}
	shown, heard := text.Notice(nav)
	return ui.Spoken(shown, heard)
}
