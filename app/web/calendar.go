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
	page := strings.TrimSuffix(r.URL.Path, ".ics")
	f, err := h.folderOf(r, command.Look{Page: "/scadenze", Matter: "deadlines"})
	if err == nil {
		d := h.diary(f, preferences(r).Or(f.Preferences), page)
		if f.Who.ForOther() {
			d.Name = f.Who.Subject.GivenName
		}
		w.Header().Set("Content-Disposition", `attachment; filename="scadenze.ics"`)
		err = h.sendDiary(w, r, d, f)
	}
	if err != nil {
		w.Header().Del("Content-Disposition")
		r = r.Clone(r.Context())
		r.URL.Path = page
		h.page(w, r)
	}
}

// folderOf is the folder that a request for a file is about. A failure is told by the page.
func (h *Host) folderOf(r *http.Request, look command.Look) (folder.Folder, error) {
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
	f, err := h.Hall.Folder(command.WithLook(r.Context(), look), who)
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
	if err == nil {
		d := h.diary(f, f.Preferences, "/scadenze")
		d.Plain = true
		err = h.sendDiary(w, r, d, f)
	}
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
	}
}

func (h *Host) diary(f folder.Folder, p folder.Preferences, page string) diary {
	return diary{Words: h.words(p.Lang), Page: h.Site + page, Person: f.Who.Subject.ID, Today: calendar.InRome(h.Now())}
}

// sendDiary writes the file, or says that the calendar has it already. With an error nothing is written.
func (h *Host) sendDiary(w http.ResponseWriter, r *http.Request, d diary, f folder.Folder) error {
	town, err := h.Hall.Town(r.Context())
	if err != nil {
		return err
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
			return nil
		}
	}
	_, _ = w.Write(body) // whoever asked has gone: nobody is left to tell
	return nil
}
