// Package trail is the screen "Chi ha visto i miei dati": who read or did what in a person's matters, one sentence
// a row, grouped by day. It never says what was read or written.
package trail

import (
	"errors"
	"net/url"
	"strconv"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/trail"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Seen lists the acts, newest first: those of the folder, or with ?prima= older ones, which only the town hall has.
// With ?delega= it keeps to one proxy or assistance.
func Seen(v page.Visit) page.Page {
	list, err := asked(v)
	switch {
	case errors.Is(err, errServer):
		return page.Page{Reload: true}
	case errors.Is(err, command.ErrNotKept):
		return page.NotHere(v)
	case err != nil:
		return page.Down(v)
	}
	title := v.Say("trail.title")
	body := []*ui.Node{ui.Back("/", v.Say("home.title")), ui.H1(title), v.Age(), ui.Lead(v.Say("trail.lead"))}
	if v.Query.Get("delega") != "" {
		body = append(body, ui.Callout("info", v.Say("trail.one"), ui.Link("/accessi", v.Say("trail.all"))))
	}
	if len(list) == 0 {
		body = append(body, ui.P(v.Say("trail.none")))
	}
	body = append(body, days(v, list)...)
	body = append(body, older(v, list))
	return page.Page{Title: title, Body: append(body, about(v)...)}
}

// errServer: the town hall's own page answers.
var errServer = errors.New("the server answers")

// asked are the acts that the address asks for.
func asked(v page.Visit) ([]trail.Access, error) {
	q := trail.Query{Mandate: v.Query.Get("delega")}
	q.Before, _ = strconv.ParseInt(v.Query.Get("prima"), 10, 64) // what is no number asks for the newest
	switch {
	case q.Before <= 0 && (q.Mandate == "" || v.Older == nil):
		return kept(v.Folder.Trail, q.Mandate), nil
	case v.Older != nil:
		q.Before = max(q.Before, 0)
		return v.Older(q)
	case v.Offline:
		return nil, command.ErrNotKept
	}
	return nil, errServer
}

// kept are the acts of the folder under one mandate, or all of them.
func kept(all []trail.Access, mandate string) []trail.Access {
	if mandate == "" {
		return all
	}
	var some []trail.Access
	for _, a := range all {
		if a.Mandate.ID == mandate {
			some = append(some, a)
		}
	}
	return some
}

// days are the acts, a heading and a list for each day in Italy.
func days(v page.Visit, list []trail.Access) []*ui.Node {
	var out []*ui.Node
	for len(list) > 0 {
		day := calendar.InRome(list[0].At)
		var rows []*ui.Node
		for len(list) > 0 && calendar.InRome(list[0].At) == day {
			rows, list = append(rows, ui.Text(sentence(v, list[0]))), list[1:]
		}
		out = append(out, ui.Section(text.Day(v.Text, day), ui.List(rows...)))
	}
	return out
}

// older leads to what came before, when there may be more.
func older(v page.Visit, list []trail.Access) *ui.Node {
	whole := len(list) >= trail.PerPage || v.Older == nil && v.Query.Get("delega") != "" && len(v.Folder.Trail) >= trail.PerPage
	if !whole || len(list) == 0 {
		return nil
	}
	to := url.Values{"prima": {strconv.FormatInt(list[len(list)-1].Seq, 10)}}
	if m := v.Query.Get("delega"); m != "" {
		to.Set("delega", m)
	}
	return ui.LinkSecond("/accessi?"+to.Encode(), v.Say("trail.older"))
}

// about says what the list holds, what it does not, and how one knows that nobody has changed it.
func about(v page.Visit) []*ui.Node {
	says := func(key string) *ui.Node { return ui.Text(v.Say(key)) }
	return []*ui.Node{
		ui.Section(v.Say("trail.in.title"), ui.List(says("trail.in.acts"), says("trail.in.clerk"), says("trail.in.proxy"), says("trail.in.help"))),
		ui.Section(v.Say("trail.out.title"), ui.List(says("trail.out.own"), says("trail.out.draft"), says("trail.out.office"), says("trail.out.offline"))),
		ui.Section(v.Say("trail.chain.title"), ui.P(v.Say("trail.chain.about")), ui.P(v.Say("trail.wrong", "Phone", v.Town.Phone))),
	}
}
