package mailbox

import (
	_ "embed"
	"html/template"
	"net/http"
	"slices"
)

//go:embed page.html
var pageHTML string

var page = template.Must(template.New("page").Parse(pageHTML))

// ServeHTTP shows the letters, the newest first, whatever the path. In Italian, or in English with ?lingua=en: its
// words stand in the page and not in the catalogues, for the product never shows it.
func (m *Mailbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	letters := m.Letters()
	if to := r.FormValue("per"); to != "" {
		letters = m.To(to)
	}
	slices.Reverse(letters)
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	_ = page.Execute(w, map[string]any{"Letters": letters, "English": r.FormValue("lingua") == "en", "Stylesheets": m.config.Stylesheets,
		"Home": m.config.Home, "Path": r.URL.Path}) // the visitor has gone
}
