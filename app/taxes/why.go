package taxes

import (
	"strconv"

	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Why is "Perché questo importo": what changed, the parts that make the total, each in words with its formula, the
// data that they come from, and the rule.
func Why(v page.Visit) page.Page {
	p, ok := position(v)
	if !ok {
		return page.NotFound(v)
	}
	year := strconv.Itoa(p.Year)
	title := v.Say("taxes.why.title", "Year", year)
	parts := p.Explain(v.Town.Taxes)
	body := []*ui.Node{
		ui.Back(address(p), v.Say("taxes.why.back", "Year", year)), ui.H1(title), v.Age(), ui.P(p.Address),
		ui.Amount(v.Say("taxes.why.total", "Year", year), text.Euro(v.Text, p.Total), text.EuroSpoken(v.Text, p.Total)),
		since(v, p), sums(v, p, parts),
		ui.Section(v.Say("taxes.why.parts"), inWords(v, p, parts)...),
		ui.Section(v.Say("taxes.dwelling.title"), dwelling(p, v), usedDays(v, p, parts), ui.P(v.Say("taxes.dwelling.wrong", "Phone", v.Town.Phone))),
		bonus(v, p), rule(v, p, parts),
		ui.Link(address(p), v.Say("taxes.why.pay", "Year", year)),
	}
	return page.Page{Title: title, Body: body}
}

// sums are the parts and their total, short, in the order of the notice.
func sums(v page.Visit, p taxes.TariPosition, parts []taxes.TariPart) *ui.Node {
	rows := make([][]*ui.Node, 0, len(parts)+1)
	for _, part := range parts {
		rows = append(rows, []*ui.Node{ui.Text(named(v, p, part)), euro(v, part.Amount)})
	}
	rows = append(rows, []*ui.Node{ui.Text(v.Say("taxes.part.total")), euro(v, p.Total)})
	return ui.Table(v.Say("taxes.parts.caption", "Year", strconv.Itoa(p.Year)), []string{v.Say("taxes.parts.part"), v.Say("taxes.parts.euro")}, rows)
}

// named is what a part is called: a reduction by the words of the comune's regulation.
func named(v page.Visit, p taxes.TariPosition, part taxes.TariPart) string {
	if part.Kind == taxes.ReductionPart {
		if name := reductionName(v, p.Year, part.Code); name != "" {
			return v.Say("taxes.part.reduction.named", "Name", name)
		}
	}
	return v.Say("taxes.part." + string(part.Kind))
}

func reductionName(v page.Visit, year int, code string) string {
	y, _ := v.Town.Taxes.TariOf(year)
	for _, r := range y.Reductions {
		switch {
		case r.Code != code:
		case v.Text.Lang() == "en":
			return r.En
		default:
			return r.It
		}
	}
	return ""
}

// usedDays says for how much of the year the dwelling is counted, when it is not, or might not be, all of it.
func usedDays(v page.Visit, p taxes.TariPosition, parts []taxes.TariPart) *ui.Node {
	days, of := p.UsedDays(v.Town.Taxes)
	if days == of {
		return nil
	}
	for _, part := range parts {
		if part.Days > 0 {
			return ui.P(v.Say("taxes.days.counted", "Days", part.Days, "Of", part.Of))
		}
	}
	return ui.P(v.Say("taxes.days.whole", "Days", days, "Phone", v.Town.Phone))
}

// bonus says how the social bonus stands. Nobody applies for it: it comes by itself to who has filed the DSU.
func bonus(v page.Visit, p taxes.TariPosition) *ui.Node {
	y, _ := v.Town.Taxes.TariOf(p.Year)
	switch {
	case p.Bonus > 0:
		return ui.Section(v.Say("taxes.bonus.title"), v.Para("taxes.bonus.given", "Euro", p.Bonus), ui.P(v.Say("taxes.bonus.self")))
	case y.Bonus == 0:
		return nil
	}
	return ui.Section(v.Say("taxes.bonus.title"), ui.P(v.Say("taxes.bonus.not")), ui.P(v.Say("taxes.bonus.self")), ui.P(v.Say("taxes.bonus.dsu")))
}

// rule is what the law says, in plain words, with where it stands; and the comune's own deed.
func rule(v page.Visit, p taxes.TariPosition, parts []taxes.TariPart) *ui.Node {
	there := map[taxes.TariPartKind]bool{}
	days := false
	for _, part := range parts {
		there[part.Kind] = true
		days = days || part.Days > 0
	}
	law := []*ui.Node{ui.P(v.Say("taxes.law.parts")), quoted(v, "taxes.law.parts.ref")}
	add := func(when bool, key string) {
		if when {
			law = append(law, ui.P(v.Say(key)), quoted(v, key+".ref"))
		}
	}
	if y, _ := v.Town.Taxes.TariOf(p.Year); y.Act != "" {
		law = append(law, ui.P(v.Say("taxes.law.act")), ui.El("p", ui.Attrs{"class": "small", "translate": "no", "lang": "it"}, ui.Text(y.Act)))
	} else {
		law = append(law, ui.P(v.Say("taxes.law.noact")))
	}
	add(days, "taxes.law.days")
	add(there[taxes.TEFAPart], "taxes.law.tefa")
	add(there[taxes.UR1Part] || there[taxes.UR2Part] || there[taxes.UR3Part], "taxes.law.ur")
	add(there[taxes.BonusPart], "taxes.law.bonus")
	return ui.Section(v.Say("taxes.law.title"), law...)
}

// quoted is where a rule stands: a name of the law, which nobody translates or makes easier.
func quoted(v page.Visit, key string) *ui.Node {
	return ui.El("p", ui.Attrs{"class": "small", "translate": "no"}, ui.Text(v.Say(key)))
}
