package web

import (
	"errors"
	"net/http"
	"net/url"
	"path"

	"sportello/api/command"
	"sportello/api/help"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// ticket is the help code that this browser shows; empty when it shows none.
func (h *Host) ticket(r *http.Request) help.Ticket {
	c, err := r.Cookie(help.CookieName)
	if err != nil || h.Server == nil {
		return help.Ticket{}
	}
	return help.ReadTicket(c.Value)
}

// helpCookie hangs on the browser, not on a person: it works without a sign-in, and no script reads it. Empty: gone.
func (h *Host) helpCookie(value string) *http.Cookie {
	age := int(help.Lasts.Seconds())
	if value == "" {
		age = -1
	}
	return &http.Cookie{Name: help.CookieName, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: h.Secure, SameSite: http.SameSiteLaxMode}
}

// helpCode acts on the form of the help page and on the button that ends it, which stands on every page.
func (h *Host) helpCode(w http.ResponseWriter, r *http.Request) {
	sent, err := form(w, r)
	switch {
	case err == nil && sent.Get("fai") == "mostra" && h.Server != nil:
		h.showHelp(w, r)
	case err == nil && sent.Get("fai") == "basta":
		h.endHelp(w, r, sent)
	default:
		http.Redirect(w, r, "/aiuto", http.StatusSeeOther)
	}
}

func (h *Host) showHelp(w http.ResponseWriter, r *http.Request) {
	who, _, err := h.SignIn.Who(r)
	if err != nil && !errors.Is(err, command.ErrSignedOut) {
		h.troubled(w, r, err)
		return
	}
	if t := h.ticket(r); t.Token != "" {
		if _, err := h.Server.NoteHelp(r.Context(), who, t.Token, nil); err == nil {
			http.Redirect(w, r, "/aiuto", http.StatusSeeOther) // it shows one already
			return
		}
	}
	t, err := h.Server.OpenHelp(r.Context(), who)
	switch {
	case errors.Is(err, command.ErrLocked):
		http.Redirect(w, r, "/aiuto?pieno=1", http.StatusSeeOther)
	case err != nil:
		h.troubled(w, r, err)
	default:
		http.SetCookie(w, h.helpCookie(t.Cookie()))
		http.Redirect(w, r, "/aiuto", http.StatusSeeOther)
	}
}

// endHelp ends it and leads back to the page where the button was.
func (h *Host) endHelp(w http.ResponseWriter, r *http.Request, sent url.Values) {
	if t := h.ticket(r); t.Token != "" {
		if err := h.Server.CloseHelp(r.Context(), t.Token); err != nil {
			h.troubled(w, r, err)
			return
		}
	}
	http.SetCookie(w, h.helpCookie(""))
	back := page.Local(sent.Get("torna"))
	if back == "" || path.Clean(back) == "/aiuto" {
		back = "/aiuto?finito=1"
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}

func (h *Host) troubled(w http.ResponseWriter, r *http.Request, err error) {
	v := visitor{prefer: preferences(r)}
	h.write(w, r, v, h.app.Trouble(r.Context(), h.request(r, v), err))
}

// shown is the code for the help page to show, when it still counts.
func (h *Host) shown(r *http.Request, v visitor) string {
	t := h.ticket(r)
	if t.Token == "" || r.URL.Path != "/aiuto" {
		return ""
	}
	if _, err := h.Server.NoteHelp(r.Context(), v.who, t.Token, nil); err != nil {
		return ""
	}
	return t.Code
}

// helped writes down where the browser is that shows a help code, and tells whether it still does. A town hall that
// does not answer now changes nothing: the person is told rather than not told.
func (h *Host) helped(w http.ResponseWriter, r *http.Request, v visitor, p page.Page) bool {
	t := h.ticket(r)
	if t.Token == "" {
		return false
	}
	_, err := h.Server.NoteHelp(r.Context(), v.who, t.Token, &p.Place)
	if errors.Is(err, command.ErrNotFound) {
		http.SetCookie(w, h.helpCookie(""))
		return false
	}
	return true
}

// helping says on every page, at the same place, that a clerk sees which page it is, and holds the button that ends it.
func (d Document) helping() *ui.Node {
	if !d.Helped {
		return nil
	}
	return ui.El("section", ui.Attrs{"aria-label": d.Words.HelpOn, "class": "container", "id": page.HelpID},
		ui.Acting(page.HelpID+"-parole", d.Words.HelpSees, ui.Form("/aiuto", ui.Hidden("fai", "basta"), ui.Hidden("torna", d.Path),
			ui.SubmitSecond("", "", d.Words.HelpEnd))))
}
