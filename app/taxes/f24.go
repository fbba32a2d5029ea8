package taxes

import (
	"cmp"
	"strconv"

	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// f24 is a form filled in, on a screen: facts to be copied one by one into a bank's own page. On paper there is a sheet
// in its place: see assets/css/print.css.
func f24(v page.Visit, title string, form taxes.F24) *ui.Node {
	kids := []*ui.Node{ui.P(v.Say("pay.f24.copy")), ui.H3(v.Say("pay.f24.payer")), payerFacts(v, form.Payer), ui.P(v.Say("pay.f24.place"))}
	for n, l := range form.Lines {
		kids = append(kids, ui.H3(v.Say("pay.f24.line", "Number", n+1, "Of", len(form.Lines))), f24LineFacts(v, l))
	}
	kids = append(kids, ui.P(v.Say("pay.f24.empty")), v.Para("pay.f24.total", "Euro", form.Total()), ui.P(v.Say("pay.f24.paper")))
	return screenOnly(ui.Section(title, kids...))
}

// screenOnly leaves a section out on paper.
func screenOnly(section *ui.Node) *ui.Node {
	for i, a := range section.Attr {
		if a.Key == "class" {
			section.Attr[i].Val += " screen-only"
		}
	}
	return section
}

func payerFacts(v page.Visit, p taxes.Payer) *ui.Node {
	rows := []ui.Row{v.Spelled("pay.f24.code", string(p.Code)), {Key: v.Say("pay.f24.surname"), Values: []string{p.Surname}}, {Key: v.Say("pay.f24.name"), Values: []string{p.Name}}}
	if p.Birth != 0 {
		rows = append(rows, ui.Row{Key: v.Say("pay.f24.birth"), Values: []string{text.Day(v.Text, p.Birth)}})
	}
	if p.Sex != "" {
		rows = append(rows, ui.Row{Key: v.Say("pay.f24.sex"), Values: []string{v.Say(map[string]string{"F": "pay.f24.sex.f", "M": "pay.f24.sex.m"}[p.Sex])}})
	}
	if p.Other != "" {
		rows = append(rows, v.Spelled("pay.f24.other.code", string(p.Other)), v.Spelled("pay.f24.other.role", p.Role))
	}
	return ui.Facts(rows...)
}

// tefaWords are what the codes of the province mean; those that are numbers have their words under the number.
var tefaWords = map[string]string{"TEFA": "pay.code.tefa", "TEFN": "pay.code.tefn", "TEFZ": "pay.code.tefz"}

// f24LineFacts are the boxes of a line that are filled in, in the order of the form.
func f24LineFacts(v page.Visit, l taxes.F24Line) *ui.Node {
	tax, means := v.Spelled("pay.f24.tax", l.Code), ": "+v.Say(cmp.Or(tefaWords[l.Code], "pay.code."+l.Code))
	tax.Values, tax.Heard = []string{l.Code + means}, tax.Heard+means
	rows := []ui.Row{v.Spelled("pay.f24.section", l.Section), tax, v.Spelled("pay.f24.entity", l.Entity)}
	for _, box := range boxes(l) {
		if box.set {
			rows = append(rows, ui.Row{Key: v.Say("pay.f24." + box.key), Values: []string{v.Say("pay.f24.tick")}})
		}
	}
	if l.Units > 0 {
		rows = append(rows, ui.Row{Key: v.Say("pay.f24.units"), Values: []string{strconv.Itoa(l.Units)}})
	}
	if l.Instalment != "" {
		rows = append(rows, v.Spelled("pay.f24.instalment", l.Instalment))
	}
	rows = append(rows, ui.Row{Key: v.Say("pay.f24.year"), Values: []string{strconv.Itoa(l.Year)}})
	if l.Deduction > 0 {
		rows = append(rows, v.Sum("pay.f24.deduction", l.Deduction))
	}
	return ui.Facts(append(rows, v.Sum("pay.f24.amount", l.Amount))...)
}

// f24Places are where an F24 is paid.
func f24Places(v page.Visit) *ui.Node {
	return ui.Section(v.Say("pay.where.title"), ui.P(v.Say("pay.where.f24")), v.Places("bank", "post", "homef24"), ui.P(v.Say("pay.f24.after")))
}

// box is a box of a line to tick, or to leave.
type box struct {
	key string
	set bool
}

func boxes(l taxes.F24Line) []box {
	return []box{{"late", l.Late}, {"changed", l.Changed}, {"acconto", l.Acconto}, {"saldo", l.Saldo}}
}

// sheet is the form on paper alone, laid out like the form, on a page of its own: it stands at the end of a page.
func sheet(v page.Visit, title string, form taxes.F24) *ui.Node {
	head := []string{"section", "tax", "entity", "late", "changed", "acconto", "saldo", "units", "instalment", "year", "deduction", "amount"}
	line := ui.El("tr", nil)
	for _, key := range head {
		ui.Add(line, ui.El("th", ui.Attrs{"scope": "col"}, ui.Text(v.Say("pay.sheet."+key))))
	}
	body := ui.El("tbody", nil)
	for _, l := range form.Lines {
		ui.Add(body, sheetLine(l))
	}
	p := form.Payer
	payer := []ui.Row{{Key: v.Say("pay.f24.code"), Values: []string{string(p.Code)}}, {Key: v.Say("pay.f24.surname"), Values: []string{p.Surname}},
		{Key: v.Say("pay.f24.name"), Values: []string{p.Name}}, {Key: v.Say("pay.f24.birth"), Values: []string{p.Birth.Italian()}},
		{Key: v.Say("pay.f24.sex"), Values: []string{p.Sex}}, {Key: v.Say("pay.sheet.place"), Values: []string{""}}}
	return ui.El("div", ui.Attrs{"class": "sheet"}, ui.El("p", ui.Attrs{"class": "sheet-title"}, ui.Text(title)), ui.P(v.Say("pay.sheet.what")), ui.Facts(payer...),
		ui.El("table", ui.Attrs{"class": "sheet-table"}, ui.El("caption", nil, ui.Text(v.Say("pay.sheet.caption"))), ui.El("thead", nil, line), body),
		v.Para("pay.f24.total", "Euro", form.Total()), ui.El("p", ui.Attrs{"class": "paper-line"}, ui.Text(v.Say("pay.sheet.sign"))))
}

func sheetLine(l taxes.F24Line) *ui.Node {
	cells := []string{l.Section, l.Code, l.Entity}
	for _, b := range boxes(l) {
		mark := ""
		if b.set {
			mark = "X"
		}
		cells = append(cells, mark)
	}
	deduction := ""
	if l.Deduction > 0 {
		deduction = l.Deduction.Italian()
	}
	cells = append(cells, strconv.Itoa(l.Units), l.Instalment, strconv.Itoa(l.Year), deduction, l.Amount.Italian())
	row := ui.El("tr", nil)
	for _, c := range cells {
		ui.Add(row, ui.El("td", nil, ui.Text(c)))
	}
	return row
}
