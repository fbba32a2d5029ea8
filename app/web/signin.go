package web

import (
	"net/http"
	"net/url"

	"sportello/app/internal/page"
)

// signIn sends the person to the identity provider, and comes back to where they were.
func (h *Host) signIn(w http.ResponseWriter, r *http.Request) {
	sent, err := form(w, r)
	if err != nil {
		http.Error(w, "the form is too large", http.StatusRequestEntityTooLarge)
		return
	}
	back := page.Local(sent.Get("torna"))
	if back == "" {
		back = "/"
	}
	if err := h.SignIn.Start(w, r, back, sent.Get("condiviso") == "yes", h.words(preferences(r).Lang).Lang()); err != nil {
		h.notSignedIn(w, r, err, back)
	}
}

// signedIn takes the answer of the identity provider.
func (h *Host) signedIn(w http.ResponseWriter, r *http.Request) {
	back, err := h.SignIn.Finish(w, r)
	if who, _, e := h.SignIn.Who(r); err != nil && e == nil && who.Known() {
		err = nil // the answer came twice, as when the page is loaded again: they are in already
	}
	if err != nil {
		h.notSignedIn(w, r, err, back)
		return
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}

// notSignedIn says why, on the page where one can try again.
func (h *Host) notSignedIn(w http.ResponseWriter, r *http.Request, err error, back string) {
	reason := h.SignIn.Reason(err)
	if reason == "fault" {
		h.Report(err)
	}
	query := url.Values{"problema": {reason}}
	if back != "" {
		query.Set("torna", back)
	}
	http.Redirect(w, r, "/entra?"+query.Encode(), http.StatusSeeOther)
}

// signOut ends the session here, or everywhere. What a phone has kept goes with it: the worker sees this
// answer and forgets.
func (h *Host) signOut(w http.ResponseWriter, r *http.Request) {
	sent, err := form(w, r)
	if err != nil {
		http.Error(w, "the form is too large", http.StatusRequestEntityTooLarge)
		return
	}
	if err := h.SignIn.Out(w, r, sent.Get("dove") == "ovunque"); err != nil {
		h.write(w, r, visitor{prefer: preferences(r)}, h.app.Trouble(r.Context(), h.request(r, visitor{}), err))
		return
	}
	http.Redirect(w, r, "/?uscito=1", http.StatusSeeOther)
}
