// Package identity is the screens of signing in and out. What happens between them is the work of
// api/internal/login; the addresses /entra and /esci are acted on by the server host alone.
package identity

import (
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// troubles are the reasons for which a sign-in did not come to its end, each with words of its own.
var troubles = []string{"unreachable", "cancelled", "state", "no_fiscal_code", "clock", "level", "token", "refused",
	"spid_19", "spid_20", "spid_21", "spid_22", "spid_23", "spid_30", "fault"}

// SignIn explains how to sign in, and asks whether this device is shared. The form goes to the server.
func SignIn(v page.Visit) page.Page {
	if v.OnPhone {
		return page.Page{Reload: true}
	}
	title := v.Say("signin.title")
	body := []*ui.Node{ui.H1(title)}
	for _, t := range troubles {
		if v.Query.Get("problema") == t {
			body = append(body, ui.Callout("warning", v.Say("signin.trouble."+t+".title"), ui.P(v.Say("signin.trouble."+t+".do"))))
		}
	}
	if v.Query.Get("ripresa") != "" {
		body = append(body, ui.Callout("info", v.Say("signin.lapsed.title"), ui.P(v.Say("signin.lapsed.do"))))
	}
	shared := ui.Field{Name: "condiviso", Label: v.Say("signin.shared"), Hint: v.Say("signin.shared.hint"), Free: true}
	body = append(body, ui.Lead(v.Say("signin.lead")),
		ui.Form("/entra", ui.Hidden("torna", page.Local(v.Query.Get("torna"))), shared.Tick(), ui.Submit(v.Say("signin.go"))),
		ui.Details(v.Say("signin.without.title"), ui.P(v.Say("signin.without.do", "Phone", v.Town.Phone))))
	return page.Page{Title: title, Body: body}
}

// SignOut asks where to sign out: here, or on every device.
func SignOut(v page.Visit) page.Page {
	if v.OnPhone && !v.Offline {
		return page.Page{Reload: true}
	}
	title := v.Say("signout.title")
	return page.Page{Title: title, Body: []*ui.Node{
		ui.H1(title), ui.P(v.Say("signout.about", "Name", v.Who.Actor.Name())),
		ui.Form("/esci", ui.Hidden("dove", "qui"), ui.Submit(v.Say("signout.here"))),
		ui.Form("/esci", ui.Hidden("dove", "ovunque"), ui.SubmitSecond("ovunque", "1", v.Say("signout.everywhere"))),
	}}
}
