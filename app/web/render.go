package web

import (
	"bytes"
	"cmp"
	"context"
	"net/http"
	"strconv"
	"strings"
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
		Network: page.Network(words), Home: "/", Path: path, Base: p.Base, User: v.who.Actor.Name(), Person: v.who.Actor.ID, Shared: v.shared, Helped: v.helped, Clerk: v.who.Office != "",
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
	w.Header().Set("Cache-Control", "no-cache")
	h.send(w, r, http.StatusOK, d)
}

// send writes a document, packed when the browser can unpack it: a page is a third as long on a slow line.
func (h *Host) send(w http.ResponseWriter, r *http.Request, status int, d Document) {
	var page bytes.Buffer
	if err := d.Write(&page); err != nil {
		h.Report(err) // a buffer never fails: the tree is not one that can be written
		http.Error(w, "fault", http.StatusInternalServerError)
		return
	}
	header, body := w.Header(), page.Bytes()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Add("Vary", "Accept-Encoding, Cookie")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "br") {
		header.Set("Content-Encoding", "br")
		body = pack(body)
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(cmp.Or(status, http.StatusOK))
	if r.Method != http.MethodHead {
		w.Write(body) // whoever asked may have gone
	}
}

// gallery shows every part of app/ui by itself, in a demonstration: for those who draw and those who test.
func (h *Host) gallery(w http.ResponseWriter, r *http.Request) {
	d := h.document(r.Context(), "/galleria", visitor{prefer: preferences(r)}, page.Page{Title: "Galleria", Lang: "it", Look: preferences(r)})
	d.Main = ui.Gallery()
	h.send(w, r, http.StatusOK, d)
}
