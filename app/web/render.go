package web

import (
	"context"
	"net/http"
	"time"

	"sportello/app/internal/page"
	"sportello/app/ui"
)

// document puts a page into its document.
func (h *Host) document(ctx context.Context, path string, v visitor, p page.Page) Document {
	words := h.words(p.Lang)
	town, _ := h.Hall.Town(ctx) // a page must come even when nothing else does
	other := "en"
	if p.Lang == "en" {
		other = "it"
	}
	return Document{
		Lang: p.Lang, Title: page.Title(words, p, town.Name), Main: ui.Main(p.Body...),
		Text: p.Look.Text, Contrast: p.Look.Contrast, Spacing: p.Look.Spacing,
		Words: ReadLayout(words, Place{Name: town.Name, Phone: town.Phone, Hours: town.Hours, Address: town.Address,
			Email: town.Email, PEC: town.PEC, Site: town.Site}),
		Network: page.Network(words), Home: "/", Path: path, User: v.who.Actor.Name(), Person: v.who.Actor.ID, Shared: v.shared,
		CSS: h.assets.address("bundle.css"), Boot: h.assets.address("boot.js"), Version: h.assets.version,
		Demo: town.Demo, LangHref: path + "?lang=" + other, OtherLang: other, RenderedAt: h.Now().UTC().Format(time.RFC3339),
	}
}

// shell is the document that a phone keeps to open the app without a network: nobody's name, no page yet.
func (h *Host) shell(w http.ResponseWriter, r *http.Request) {
	lang := "it"
	if r.URL.Query().Get("lang") == "en" {
		lang = "en"
	}
	words := h.words(lang)
	title := words.Say("layout.opening")
	p := page.Page{Title: title, Lang: lang, Body: []*ui.Node{ui.H1(title), ui.P(words.Say("layout.opening.wait"))}}
	d := h.document(r.Context(), "/guscio", visitor{}, p)
	d.Shell = true
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	if err := d.Write(w); err != nil && r.Context().Err() == nil {
		h.Report(err)
	}
}

// gallery shows every part of app/ui by itself, in a demonstration: for those who draw and those who test.
func (h *Host) gallery(w http.ResponseWriter, r *http.Request) {
	d := h.document(r.Context(), "/galleria", visitor{prefer: preferences(r)}, page.Page{Title: "Galleria", Lang: "it", Look: preferences(r)})
	d.Main = ui.Gallery()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := d.Write(w); err != nil && r.Context().Err() == nil {
		h.Report(err)
	}
}
