package web

import (
	"errors"
	"net/http"

	"sportello/api/command"
	"sportello/api/payments"
)

// returned takes in a browser that comes back from pagoPA's pages: a link of another site, so it changes nothing but the
// word that came back, needs nobody signed in, and shows nothing. What is there to see is on the page that it leads to.
func (h *Host) returned(w http.ResponseWriter, r *http.Request) {
	payment := r.PathValue("payment")
	page, err := h.Returned(r.Context(), payment, payments.Return(r.PathValue("word")))
	switch {
	case errors.Is(err, command.ErrNotFound):
		r = r.Clone(r.Context())
		r.URL.Path = "/pagamenti/-" // which nobody has: as any page that is not there
		h.page(w, r)
		return
	case err != nil: // the word stays in the address: the page leads to it once more
		v := visitor{prefer: preferences(r)}
		h.write(w, r, v, h.app.Trouble(r.Context(), h.request(r, v), err))
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, page, http.StatusSeeOther)
}
