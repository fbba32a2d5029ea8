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
	rows := []ui.Row{
		{Key: v.Say("taxes.dwelling.address"), Values: []string{p.Address}},
		{Key: v.Say("taxes.dwelling.metres"), Values: []string{v.Say("taxes.metres", "Metres", p.SquareMetres.Italian())}},
	}
	if p.Occupants > 0 {
		rows = append(rows, ui.Row{Key: v.Say("taxes.dwelling.people"), Values: []string{v.Say("taxes.people", "Count", p.Occupants)}})
	}
	rows = append(rows, ui.Row{Key: v.Say("taxes.dwelling.utenza"), Values: []string{p.Utenza}})
	if p.From != 0 {
		rows = append(rows, ui.Row{Key: v.Say("taxes.dwelling.from"), Values: []string{text.Day(v.Text, p.From)}})
	}
	if p.To != 0 {
		rows = append(rows, ui.Row{Key: v.Say("taxes.dwelling.to"), Values: []string{text.Day(v.Text, p.To)}})
	}
	if lines := cadastral(v, p.Cadastral); len(lines) > 0 {
		rows = append(rows, ui.Row{Key: v.Say("taxes.dwelling.cadastral"), Values: lines})
	}
	return ui.Facts(rows...)
}

// cadastral is where the register of buildings keeps the dwelling, a line for each thing it tells.
func cadastral(v page.Visit, c taxes.Cadastral) []string {
	var lines []string
	for _, one := range [...]struct{ key, value string }{{"sheet", c.Sheet}, {"parcel", c.Parcel}, {"sub", c.Sub}, {"category", c.Category}} {
		if one.value != "" {
			lines = append(lines, v.Say("taxes.cadastral."+one.key, "Value", one.value))
		}
	}
	return lines
}

// instalments are the rows a person looks for: by when, how much, and whether it is paid. By stale figures there is no
// column with the number to pay by.
func instalments(v page.Visit, p taxes.TariPosition) *ui.Node {
	columns := 5
	if v.Stale() {
		columns--
	}
	rows := make([][]*ui.Node, 0, len(p.Instalments))
	for _, i := range p.Instalments {
		rows = append(rows, []*ui.Node{
			ui.Text(v.Say("taxes.instalment", "Number", i.Number, "Of", i.Of)),
			ui.Text(text.Day(v.Text, i.LastDay())),
			euro(v, i.Amount),
			state(v, i),
			notice(i.NAV),
		}[:columns])
	}
	head := []string{v.Say("taxes.head.instalment"), v.Say("taxes.head.due"), v.Say("taxes.head.euro"), v.Say("taxes.head.state"), v.Say("taxes.head.notice")}
	return ui.Table(v.Say("taxes.instalments.caption", "Year", strconv.Itoa(p.Year)), head[:columns], rows)
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
