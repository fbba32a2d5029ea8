// Package home is the screens that belong to no capability: the first page, how a person likes to read,
// help, and the pages that every public site owes.
package home

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"

	"sportello/api/calendar"
	"sportello/api/identity"
	"sportello/api/payments"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Home is the first page: for a stranger what can be done here, for somebody signed in what comes next.
func Home(v page.Visit) page.Page {
	if !v.Who.Known() {
		return stranger(v)
	}
	title := v.Say("home.hello", "Name", v.Who.Actor.GivenName)
	if v.Who.ForOther() {
		title = v.Say("home.of", "Name", v.Who.Subject.Name())
	}
	body := []*ui.Node{ui.H1(title), v.Age(), v.UnsentNotice()}
	body = append(body, asksYes(v)...)
	body = append(body, toConfirm(v)...)
	body = append(body, atDesk(v)...)
	body = append(body, offered(v)...)
	body = append(body, unfinished(v)...)
	body = append(append(body, paying(v)...), owed(v)...)
	body = append(body, notices(v)...)
	body = append(body, people(v))
	body = append(body, ui.Section(v.Say("home.do"), ui.Cards(
		payCard(v),
		taxesCard(v),
		dueDates(v),
		ui.Card(v.Say("applications.telesoccorso.title"), "/servizi/telesoccorso", v.Say("applications.telesoccorso.summary")),
		delegating(v),
		ui.Card(v.Say("home.card.mine"), "/pratiche", v.Say("home.card.mine.about")),
		contactCard(v),
		whoSaw(v),
		cardOfCodes(v),
	)))
	return page.Page{Title: v.Say("home.title"), Body: body}
}

func stranger(v page.Visit) page.Page {
	body := []*ui.Node{ui.H1(v.Say("home.welcome", "Town", v.Town.Name)), ui.Lead(v.Say("home.lead")),
		ui.LinkButton("/entra", v.Say("home.enter")),
		ui.Section(v.Say("home.do"), ui.Cards(
			ui.Card(v.Say("applications.telesoccorso.title"), "/servizi/telesoccorso", v.Say("applications.telesoccorso.summary")),
			ui.Card(v.Say("home.card.taxes"), "/tasse", v.Say("home.card.taxes.about")),
		)),
		ui.Section(v.Say("home.letter"), ui.Cards(
			ui.Card(v.Say("fines.find.title"), "/multe/cerca", v.Say("home.letter.fine")),
			ui.Card(v.Say("fines.check.title"), "/avviso", v.Say("home.letter.check")),
		)),
		ui.Section(v.Say("home.offline.title"), ui.P(v.Say("home.offline.about"))),
	}
	return page.Page{Title: v.Say("home.title"), Body: body}
}

// atDesk is the work of a clerk, before their own matters; in an assistance, the way to what the citizen sees.
func atDesk(v page.Visit) []*ui.Node {
	switch {
	case v.Who.Mandate.Kind == identity.MandateDesk:
		return []*ui.Node{ui.Link("/sportello/vede", v.Say("home.desk.sees"))}
	case v.Who.Office != "" && !v.Who.ForOther():
		return []*ui.Node{ui.Card(v.Say("home.card.desk"), "/sportello", v.Say("home.card.desk.about"))}
	}
	return nil
}

// asksYes leads to what a clerk asks just now, before all else: the person may be on the telephone.
func asksYes(v page.Visit) []*ui.Node {
	for _, c := range v.Folder.Consents {
		if !v.Who.ForOther() && c.Open(v.Now) {
			return []*ui.Node{ui.Callout("info", v.Say("codes.mine.title"), ui.P(v.Say("codes.mine.by", "Clerk", c.Clerk, "Office", c.Office)),
				ui.LinkButton("/consensi", v.Say("codes.mine.see")))}
		}
	}
	return nil
}

// cardOfCodes is of one's own matters: nobody makes one for another.
func cardOfCodes(v page.Visit) *ui.Node {
	if v.Who.ForOther() {
		return nil
	}
	return ui.Card(v.Say("codes.card.link"), "/codici", v.Say("codes.card.short"))
}

// unfinished are the drafts: somebody who stopped half-way should find the way back first of all.
func unfinished(v page.Visit) []*ui.Node {
	var out []*ui.Node
	for _, d := range v.Folder.Drafts {
		name := v.Say("applications." + d.Service + ".title")
		out = append(out, ui.Callout("info", v.Say("home.draft.title", "Service", name),
			ui.P(v.Say("home.draft.about")), ui.LinkButton("/servizi/"+url.PathEscape(d.Service)+"/domanda?per=me", v.Say("home.draft.resume"))))
	}
	return out
}

// next is one thing to pay, and the day by which.
type next struct {
	by    calendar.Day
	shown *ui.Node
}

// owed is what is late and then what to pay next, fines, fees and taxes alike: what is due first comes first.
func owed(v page.Visit) []*ui.Node {
	all := append(fined(v), fees(v)...)
	late := 0
	for _, p := range v.Folder.Tari {
		for _, i := range p.Overdue(v.Today) {
			if !v.Waits(i.NAV) {
				late++
			}
		}
		if i, ok := p.Next(v.Today); ok && !v.Waits(i.NAV) {
			all = append(all, next{i.LastDay(), dueCard(v, p, i)})
		}
	}
	for _, p := range v.Folder.Imu.Positions(v.Town.Taxes, v.Today) {
		for _, t := range p.Overdue(v.Today) {
			if !v.WaitsImu(payments.Imu{Year: p.Year, Half: string(t.Name)}) {
				late++
			}
		}
		if t, ok := p.Next(v.Today); ok && !v.WaitsImu(payments.Imu{Year: p.Year, Half: string(t.Name)}) {
			all = append(all, next{t.LastDay(), imuCard(v, p, t)})
		}
	}
	slices.SortStableFunc(all, func(a, b next) int { return cmp.Compare(a.by, b.by) })
	var out []*ui.Node
	if late > 0 {
		out = append(out, ui.Callout("danger", v.Say("home.late", "Count", late), ui.Link("/tasse", v.Say("home.late.see"))))
	}
	for _, n := range all {
		out = append(out, n.shown)
	}
	return out
}

// taxesCard leads to the taxes; nil for who may see none of another person's.
func taxesCard(v page.Visit) *ui.Node {
	if !v.Who.May(identity.See, "tari") && !v.Who.May(identity.See, "imu") {
		return nil
	}
	return ui.Card(v.Say("home.card.taxes"), "/tasse", v.Say("home.card.taxes.about"))
}

func imuCard(v page.Visit, p taxes.ImuPosition, next taxes.ImuTerm) *ui.Node {
	var guess *ui.Node
	if p.Guesses(next) {
		guess = ui.P(v.Say("imu.estimated.short"))
	}
	return ui.Section(v.Say("home.next.imu", "Year", strconv.Itoa(p.Year)),
		ui.Amount(v.Say("taxes.next", "Day", text.Day(v.Text, next.LastDay())), text.Euro(v.Text, next.Owed()), text.EuroSpoken(v.Text, next.Owed())), guess,
		ui.Link("/tasse/imu", v.Say("home.next.imu.see")))
}

func dueCard(v page.Visit, p taxes.TariPosition, next taxes.Instalment) *ui.Node {
	day := text.Day(v.Text, next.LastDay())
	var where *ui.Node
	if slices.ContainsFunc(v.Folder.Tari, func(o taxes.TariPosition) bool { return o.Utenza != p.Utenza }) {
		where = ui.P(p.Address)
	}
	return ui.Section(v.Say("home.next", "Year", strconv.Itoa(p.Year)), where,
		ui.Amount(v.Say("taxes.next", "Day", day), text.Euro(v.Text, next.Owed()),
			text.EuroSpoken(v.Text, next.Owed())),
		ui.Link("/tasse/tari", v.Say("home.next.see")))
}

// notices are what the desk wants people to know now.
func notices(v page.Visit) []*ui.Node {
	var out []*ui.Node
	for _, n := range v.Folder.Notices {
		if v.Today < n.From || v.Today > n.Until {
			continue
		}
		title, body := n.Title, n.Body
		if n.Key != "" && v.Text.Has(n.Key+".title") {
			title, body = v.Say(n.Key+".title", pairs(n.Vars)...), v.Say(n.Key+".body", pairs(n.Vars)...)
		}
		out = append(out, ui.Callout("info", title, ui.P(body)))
	}
	return out
}

// pairs are the variables of a notice as Say takes them.
func pairs(vars map[string]string) []any {
	var all []any
	for name, value := range vars {
		if n, err := strconv.Atoi(value); err == nil && name == "Count" {
			all = append(all, name, n)
			continue
		}
		all = append(all, name, value)
	}
	return all
}
