package web

import (
	"bytes"
	"net/http"
	"strings"

	"golang.org/x/net/html"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// receipts serves receipts as files to keep: one page each, whole in itself.
func (h *Host) receipts(mux *http.ServeMux) {
	mux.HandleFunc("GET /ricevute/{file}", h.receipt)
	mux.HandleFunc("GET /per/{mandate}/ricevute/{file}", h.receipt)
}

// receipt gives the file of a receipt to who may read it. For all else the page answers, and says why.
func (h *Host) receipt(w http.ResponseWriter, r *http.Request) {
	id, asked := strings.CutSuffix(r.PathValue("file"), ".html")
	if !asked {
		h.page(w, r)
		return
	}
	f, err := h.folderOf(r, command.Look{Page: "/ricevute/{receipt}", Matter: "payments"})
	one, found := f.Receipt(id)
	town, lost := h.Hall.Town(r.Context())
	if err != nil || lost != nil || !found {
		r = r.Clone(r.Context())
		r.URL.Path = strings.TrimSuffix(r.URL.Path, ".html")
		h.page(w, r)
		return
	}
	v := page.Visit{Who: f.Who, Folder: f, Town: town, Text: h.words(preferences(r).Or(f.Preferences).Lang), Today: calendar.InRome(h.Now())}
	header := w.Header()
	header.Set("Cache-Control", "private, no-cache")
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Disposition", `attachment; filename="ricevuta-`+one.PaidOn.String()+`.html"`)
	_, _ = w.Write(receiptFile(v, one)) // whoever asked has gone: nobody is left to tell
}

// receiptStyle is all that the file needs: nothing is loaded, for it is opened from a disk, years later.
const receiptStyle = `:root{color-scheme:light}body{max-width:40rem;margin:0 auto;padding:1rem;font:1.25rem/1.5 sans-serif;color:#17324d;background:#fff}` +
	`h1{line-height:1.2}dt{font-weight:bold;margin-top:.8em}dd{margin:0;overflow-wrap:anywhere}.spoken{position:relative;display:inline-block}` +
	`.heard{position:absolute;inset:0;overflow:hidden;white-space:nowrap;opacity:0;user-select:none}@media print{@page{size:A4;margin:18mm}body{font-size:13pt;padding:0}dt{margin-top:.5em}.heard{display:none}}`

// receiptFile is a receipt as one page that needs no other file.
func receiptFile(v page.Visit, r payments.Receipt) []byte {
	title := v.Say("payments.receipt.title")
	head := ui.El("head", nil, ui.El("meta", ui.Attrs{"charset": "utf-8"}), ui.El("meta", ui.Attrs{"name": "viewport", "content": "width=device-width, initial-scale=1"}),
		ui.El("title", nil, ui.Text(title+" - "+v.Town.Name)), ui.El("style", nil, ui.Text(receiptStyle)))
	main := ui.El("main", nil, ui.El("h1", nil, ui.Text(title)), ui.P(v.Say("payments.receipt.proof")), v.Receipt(r),
		ui.P(v.Say("payments.receipt.file.made", "Day", text.Day(v.Text, v.Today), "Town", v.Town.Name)))
	var out bytes.Buffer
	out.WriteString("<!doctype html>\n")
	_ = html.Render(&out, ui.El("html", ui.Attrs{"lang": v.Text.Lang()}, head, ui.El("body", nil, main))) // a buffer never fails, and the tree is ours
	return out.Bytes()
}
