package applications

import (
	"net/url"
	"slices"
	"time"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/identity"
	"sportello/app/flowview"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Mine lists the person's applications, and what is not finished.
func Mine(v page.Visit) page.Page {
	title := v.Say("applications.mine.title")
	body := []*ui.Node{ui.H1(title), v.Age()}
	two := shared(v)
	body = append(body, two...)
	for _, d := range v.Folder.Drafts {
		base := "/servizi/" + url.PathEscape(d.Service) + "/domanda"
		body = append(body, ui.Card(v.Say("applications.draft.title", "Service", serviceName(v, d.Service)), base+"?per=me",
			v.Say("applications.draft.about", "When", moment(v, d.UpdatedAt)), ui.Tag("warning", v.Say("applications.state.draft")), discard(v, base, d)))
	}
	for _, a := range v.Folder.Applications {
		body = append(body, ui.Card(serviceName(v, a.Service), "/pratiche/"+url.PathEscape(a.ID), stateLine(v, a), tag(v, a.State), together(v, a)))
	}
	if len(v.Folder.Drafts)+len(v.Folder.Applications)+len(two) == 0 {
		body = append(body, ui.P(v.Say("applications.mine.none")), ui.LinkButton("/servizi", v.Say("applications.mine.start")))
	}
	return page.Page{Title: title, Body: body}
}

// together names both of the people who made an application; nothing when there was one.
func together(v page.Visit, a applications.Application) *ui.Node {
	if a.PreparedBy == "" {
		return nil
	}
	return ui.List(ui.Text(v.Say("confirmations.receipt.prepared", "Name", a.PreparedBy)), ui.Text(v.Say("confirmations.receipt.confirmed", "Name", a.FiledBy)))
}

// discard leads to throwing a draft away, for who may write in it.
func discard(v page.Visit, base string, d applications.Draft) *ui.Node {
	if !v.Who.May(identity.Prepare, d.Service) {
		return nil
	}
	return ui.Link(base+"/elimina", v.Say("applications.draft.discard", "Service", serviceName(v, d.Service)))
}

// One is one application: right after it was sent it is the receipt, later it says where it stands.
func One(v page.Visit) page.Page {
	a, ok := v.Folder.Application(v.Args["id"])
	if !ok {
		return page.NotFound(v)
	}
	title := serviceName(v, a.Service)
	if v.Query.Get("nuova") != "" || a.State == applications.Kept {
		title = v.Say("applications.receipt." + string(receiptState(a.State)))
	}
	body := []*ui.Node{ui.Back("/pratiche", v.Say("applications.back")), ui.H1(title), v.Age()}
	body = append(body, receipt(v, a)...)
	f, _ := applications.FlowOf(a.Service, v.Town.Fines)
	rows := flowview.Rows(v, flowview.Drawn{Flow: f, Answers: a.Answers}, false)
	body = append(body, history(v, a), ui.Details(v.Say("applications.one.answers"), ui.Facts(rows...)))
	return page.Page{Title: title, Body: body}
}

func receiptState(s applications.State) applications.State {
	if s == applications.Kept {
		return s
	}
	return applications.Filed
}

// receipt is what art. 18-bis of L. 241/1990 owes: the filing, the term, and who answers for it.
func receipt(v page.Visit, a applications.Application) []*ui.Node {
	if a.State == applications.Kept {
		return []*ui.Node{tag(v, a.State), ui.P(v.Say("applications.receipt.kept.about")), ui.P(v.Say("applications.receipt.kept.next"))}
	}
	s, _ := v.Town.Service(a.Service)
	return []*ui.Node{
		tag(v, a.State),
		ui.Facts(
			ui.Row{Key: v.Say("applications.receipt.protocol"), Values: []string{a.Protocol}},
			ui.Row{Key: v.Say("applications.receipt.when"), Values: []string{moment(v, a.FiledAt)}},
			ui.Row{Key: v.Say("applications.receipt.applicant"), Values: []string{v.Folder.Who.Subject.Name()}},
			filedBy(v, a),
			ui.Row{Key: v.Say("applications.receipt.due"), Values: []string{day(v, a.DueOn)}},
			ui.Row{Key: v.Say("applications.receipt.office"), Values: []string{a.Office}, Lang: v.Native()},
			ui.Row{Key: v.Say("applications.receipt.responsible"), Values: []string{a.Responsible}, Lang: v.Native()},
			ui.Row{Key: v.Say("applications.receipt.contact"), Values: slices.Compact([]string{s.Phone, s.Email, v.Town.PEC})},
		),
		toPay(v, a),
		ui.H2(v.Say("applications.receipt.next")),
		ui.Steps(
			ui.Text(v.Say("applications."+a.Service+".next.1")),
			ui.Text(v.Say("applications."+a.Service+".next.2")),
			ui.Text(v.Say("applications."+a.Service+".next.3")),
		),
		ui.Details(v.Say("applications.receipt.rights"), ui.P(v.Say("applications.receipt.term", "Days", s.TermDays, "Day", day(v, a.DueOn))),
			ui.P(v.Say("applications.receipt.remedy", "Remedy", s.Remedy)), ui.P(v.Say("applications.receipt.access", "Office", a.Office))),
	}
}

// filedBy is who did it and why that was allowed, with the way to the proxy, in one's own matters.
func filedBy(v page.Visit, a applications.Application) ui.Row {
	why := " (" + v.Say("applications.mandate."+string(mandate(a.Mandate))) + ")"
	row := ui.Row{Key: v.Say("applications.receipt.by"), Values: []string{a.FiledBy + why}}
	if a.PreparedBy != "" {
		row.Values = []string{v.Say("confirmations.receipt.prepared", "Name", a.PreparedBy), v.Say("confirmations.receipt.confirmed", "Name", a.FiledBy) + why}
	}
	if a.Mandate.Kind == identity.MandateProxy && a.Mandate.ID != "" {
		row.ChangeHref, row.Change = "own:/deleghe/"+url.PathEscape(a.Mandate.ID), v.Say("confirmations.proxy")
	}
	return row
}

func mandate(m identity.Mandate) identity.MandateKind {
	if m.Kind == "" {
		return identity.MandateSelf
	}
	return m.Kind
}

func history(v page.Visit, a applications.Application) *ui.Node {
	if len(a.Events) == 0 {
		return nil
	}
	moments := make([]ui.Moment, 0, len(a.Events))
	for _, e := range a.Events {
		moments = append(moments, ui.Moment{When: moment(v, e.At), What: v.Say("applications.state." + string(e.State)), More: e.Note})
	}
	return ui.Section(v.Say("applications.one.history"), ui.Timeline(moments...))
}

// stateLine says in one line where an application stands.
func stateLine(v page.Visit, a applications.Application) string {
	if a.State == applications.Kept {
		return v.Say("applications.line.kept", "When", moment(v, a.FiledAt))
	}
	return v.Say("applications.line.filed", "Protocol", a.Protocol, "When", day(v, a.FiledOn), "Due", day(v, a.DueOn))
}

func tag(v page.Visit, s applications.State) *ui.Node {
	kind := map[applications.State]string{applications.Kept: "warning", applications.Accepted: "success", applications.Refused: "danger"}[s]
	if kind == "" {
		kind = "info"
	}
	return ui.Tag(kind, v.Say("applications.state."+string(s)))
}

func moment(v page.Visit, at time.Time) string { return text.Moment(v.Text, calendar.Rome(at)) }

func day(v page.Visit, d calendar.Day) string { return text.Day(v.Text, d) }

func serviceName(v page.Visit, id string) string { return v.Say("applications." + id + ".title") }
