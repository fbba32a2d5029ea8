package payments

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"sportello/api/money"
	"sportello/api/payments"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// wanted are the intentions to pay, kept for when there is a network.
func wanted(v page.Visit) []*ui.Node {
	var out []*ui.Node
	for _, p := range v.Folder.Payments {
		if p.Progress == payments.Intended {
			out = append(out, ui.Callout(ui.KindInfo, v.Say("payments.wanted.title", "Euro", text.Euro(v.Text, p.Total)), ui.P(v.Say(now(v, "payments.wanted.do"))), ui.Link(at(p), v.Say("payments.wanted.see"))))
		}
	}
	return out
}

// now is the key of the words, or of those for a phone without a network.
func now(v page.Visit, key string) string {
	if v.Offline {
		return key + ".offline"
	}
	return key
}

// waiting are the payments whose end is not known yet.
func waiting(v page.Visit) []*ui.Node {
	var out []*ui.Node
	for _, p := range v.Folder.Payments {
		switch p.Progress {
		case payments.Sent:
			out = append(out, ui.Callout(ui.KindWarning, v.Say("payments.sent.title"), v.Para("payments.sent.short", "Euro", p.Total), ui.Link(at(p), v.Say("payments.see"))))
		case payments.Started:
			out = append(out, ui.Callout(ui.KindWarning, v.Say("payments.started.title"), v.Para("payments.started.short", "Euro", p.Total), ui.Link(at(p), v.Say("payments.see"))))
		}
	}
	return out
}

func at(p payments.Payment) string { return mine + "/" + url.PathEscape(p.ID) }

// elsewhere is what is owed and not paid here, each with the page that says why; nil when there is nothing of the kind.
func elsewhere(v page.Visit) *ui.Node {
	var items []*ui.Node
	for _, p := range v.Folder.Debts {
		if key := "payments.else." + why(v, p); v.Text.Has(key) {
			items = append(items, ui.Link(about(p), v.Say(key, "What", v.WhatFor(p.Service, p.About, ""))))
		}
	}
	for _, p := range v.Folder.Tari {
		for _, i := range p.Instalments {
			if i.NAV == "" && i.Owed() > 0 {
				items = append(items, ui.Link("/tasse/tari/"+url.PathEscape(p.Utenza)+"/"+strconv.Itoa(p.Year)+"/paga/"+strconv.Itoa(i.Number), v.Say("payments.else.notari", "Year", p.Year, "Number", i.Number)))
			}
		}
	}
	items = append(items, imuElsewhere(v)...)
	if items == nil {
		return nil
	}
	return ui.Section(v.Say("payments.else.title"), ui.List(items...))
}

// why a debt of which something is owed cannot be paid here; empty when it can, and when nothing is owed.
func why(v page.Visit, p payments.Position) string {
	switch {
	case p.Ended == payments.Elsewhere || p.Ended == payments.Cancelled:
		return ""
	case p.Ended != "":
		return string(p.Ended)
	case len(p.Open(v.Today)) > 0 || p.Service == "imu":
		return ""
	}
	for _, n := range p.Notices {
		switch p.State(n, v.Today) {
		case payments.Paid, payments.Over:
			return ""
		case payments.NotYet:
			return "notyet"
		}
	}
	return "expired"
}

// about is the page about what a debt is for.
func about(p payments.Position) string {
	kind, rest, _ := strings.Cut(p.ID, "/")
	switch kind {
	case "fine":
		return "/multe/" + url.PathEscape(rest)
	case "tari":
		return "/tasse/tari/" + rest
	case "imu":
		return "/tasse/imu"
	}
	return "/pratiche/" + url.PathEscape(rest) // a fee has the id of its application
}

// imuElsewhere is IMU that is paid by F24: what the comune takes no notice for, and what is late where that has a part
// of the State's. What is only an estimate is not to be paid yet.
func imuElsewhere(v page.Visit) []*ui.Node {
	var items []*ui.Node
	for _, t := range imuTerms(v) {
		year := strconv.Itoa(t.Year)
		switch late := t.term.State(v.Today) == taxes.Overdue; {
		case t.err == nil:
		case late:
			items = append(items, ui.Link("/tasse/imu/"+year+"/ritardo", v.Say("payments.else.imu.late", "What", v.WhatFor("imu", t.About(), ""))))
		case !errors.Is(t.err, payments.ErrImuGuess):
			items = append(items, ui.Link("/tasse/imu/"+year+"/paga/"+t.Half, v.Say("payments.else.imu", "What", v.WhatFor("imu", t.About(), ""))))
		}
	}
	return items
}

// closed says why a notice that somebody asked for cannot be paid any more, and what can be paid in its place.
func closed(v page.Visit, nav string) []*ui.Node {
	p, n, _ := payments.Find(v.Folder.Debts, nav)
	what, state := v.WhatFor(p.Service, p.About, nav), p.State(n, v.Today)
	reason := string(state)
	if state == payments.Stopped {
		reason = "stopped." + string(p.Ended)
	}
	out := []*ui.Node{ui.Callout(ui.KindWarning, v.Say("payments.closed."+reason, "What", what), closedMore(v, n, state)...)}
	if instead := p.Open(v.Today); len(instead) > 0 && state != payments.Open && !p.Waiting {
		var c choice
		var owed money.Cents
		for _, one := range instead {
			c.navs, owed = append(c.navs, one.NAV), owed+one.Owed()
		}
		out = append(out, v.Owing(v.Say("payments.instead"), owed), ui.LinkButton(c.address(), v.Say("payments.go", "Euro", text.Euro(v.Text, owed))))
	}
	return append(out, ui.Link(about(p), v.Say("payments.about", "What", what)), ui.Link(mine, v.Say("payments.mine.title")))
}

func closedMore(v page.Visit, n payments.Notice, s payments.State) []*ui.Node {
	switch s {
	case payments.Expired:
		return []*ui.Node{ui.P(v.Say("payments.closed.expired.on", "Day", text.Day(v.Text, n.Due)))}
	case payments.NotYet:
		return []*ui.Node{ui.P(v.Say("payments.closed.not_yet.on", "Day", text.Day(v.Text, n.From)))}
	case payments.Paid, payments.Closed:
		return []*ui.Node{ui.P(v.Say("payments.closed.again"))}
	}
	return []*ui.Node{ui.P(v.Say("payments.closed.office", "Phone", v.Town.Phone))}
}
