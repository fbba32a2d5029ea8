package web

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/app"
)

// calendars serves deadlines as calendar files: to who is signed in, and to a calendar that has a secret address.
func (h *Host) calendars(mux *http.ServeMux) {
	mux.HandleFunc("GET /scadenze.ics", h.download)
	mux.HandleFunc("GET /per/{mandate}/scadenze.ics", h.download)
	mux.HandleFunc("GET /calendario/{file}", h.subscribed)
}

// download gives the file to who is signed in, of their own matters or another's. Where there is nothing to give, the
// page of the deadlines says why.
func (h *Host) download(w http.ResponseWriter, r *http.Request) {
	f, err := h.deadlinesOf(r)
	if err != nil {
		page := r.Clone(r.Context())
		page.URL.Path = strings.TrimSuffix(page.URL.Path, ".ics")
		h.page(w, page)
		return
	}
	d := h.diary(r, f, preferences(r).Or(f.Preferences))
	if f.Who.ForOther() {
		d.Name = f.Who.Subject.GivenName
	}
	w.Header().Set("Content-Disposition", `attachment; filename="scadenze.ics"`)
	h.sendDiary(w, r, d, f)
}

// deadlinesOf is the folder that a request is about. A failure is told by the page.
func (h *Host) deadlinesOf(r *http.Request) (folder.Folder, error) {
	who, _, err := h.SignIn.Who(r)
	if err == nil && !who.Known() {
		err = command.ErrSignedOut
	}
	mandate, _ := app.Split(r.URL.Path)
	if err == nil && mandate != "" {
		who, err = h.Hall.Acting(r.Context(), who, mandate)
	}
	if err != nil {
		return folder.Folder{}, err
	}
	f, err := h.Hall.Folder(command.WithLook(r.Context(), command.Look{Page: "/scadenze", Matter: "deadlines"}), who)
	f.Who = who
	return f, err
}

// subscribed answers a calendar: nobody is signed in, and the secret in the address opens one person's days, without
// sums and without names. Wrong, ended and never made look the same.
func (h *Host) subscribed(w http.ResponseWriter, r *http.Request) {
	secret, ics := strings.CutSuffix(r.PathValue("file"), ".ics")
	if h.Calendar == nil || !ics {
		h.page(w, r)
		return
	}
	f, err := h.Calendar(r.Context(), secret)
	switch {
	case errors.Is(err, command.ErrNotFound):
		http.Error(w, "not found", http.StatusNotFound)
	case errors.Is(err, command.ErrLocked):
		w.Header().Set("Retry-After", "3600")
		http.Error(w, "too many wrong addresses: try again in an hour", http.StatusTooManyRequests)
	case errors.Is(err, command.ErrDown):
		w.Header().Set("Retry-After", "600")
		http.Error(w, "the town hall does not answer now", http.StatusServiceUnavailable)
	case err != nil:
		http.Error(w, "a fault of ours: "+h.Report(err), http.StatusInternalServerError)
	default:
		d := h.diary(r, f, f.Preferences)
		d.Plain = true
		h.sendDiary(w, r, d, f)
	}
}

func (h *Host) diary(r *http.Request, f folder.Folder, p folder.Preferences) diary {
	scheme := "http://"
	if h.Secure {
		scheme = "https://"
	}
	return diary{Words: h.words(p.Lang), Site: scheme + r.Host, Person: f.Who.Subject.ID, Today: calendar.InRome(h.Now())}
}

// sendDiary writes the file, or says that the calendar has it already.
func (h *Host) sendDiary(w http.ResponseWriter, r *http.Request, d diary, f folder.Folder) {
	town, err := h.Hall.Town(r.Context())
	if err != nil {
		http.Error(w, "a fault of ours: "+h.Report(err), http.StatusInternalServerError)
		return
	}
	d.Town = town.Short
	body := d.write(folder.Deadlines(f, town, d.Today))
	sum := sha256.Sum256(body)
	header := w.Header()
	header.Set("Cache-Control", "private, no-cache")
	header.Set("Content-Type", "text/calendar; charset=utf-8")
	header.Set("ETag", `"`+base64.RawURLEncoding.EncodeToString(sum[:18])+`"`)
	for _, has := range strings.Split(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(has), "W/") == header.Get("ETag") {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	_, _ = w.Write(body) // whoever asked has gone: nobody is left to tell
}
