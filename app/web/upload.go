package web

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"

	"sportello/app/internal/page"
)

// maxForm is more than any form of ours sends: what is longer is no form of ours. maxScan is how much a clerk may
// send with one, which is a scan of some pages.
const (
	maxForm = 64 << 10
	maxScan = 16 << 20
	slowest = 3 * time.Minute // for a photo, over a bad network
)

// files says what may be sent with a form, and what is kept of a file: a text, which takes the place of what was typed
// under the same name. Nil take: no files. without is the form of who sends too much, where the page has words for it.
type files struct {
	limit   int64
	take    func(context.Context, io.Reader) (string, error)
	without url.Values
}

var noFiles = files{limit: maxForm}

// filesOf are the files that a page may be sent: a photo to the page that judges notices, a scan by a clerk.
func filesOf(path string, clerk bool) files {
	switch {
	case path == "/avviso":
		return files{maxForm + maxPhoto, seenIn, url.Values{"con": {"foto"}, "foto": {page.Unseen}}}
	case clerk:
		return files{maxScan, sumOf, nil}
	}
	return noFiles
}

// sumOf is the SHA-256 of a scan in hex: the file goes by as it comes, and is never whole in memory or on a disk.
func sumOf(_ context.Context, scan io.Reader) (string, error) {
	sum := sha256.New()
	_, err := io.Copy(sum, scan)
	return hex.EncodeToString(sum.Sum(nil)), err
}

// seenIn is the code in a photo, or the mark that there is none.
func seenIn(ctx context.Context, photo io.Reader) (string, error) {
	code, err := codeIn(ctx, photo)
	return cmp.Or(code, page.Unseen), err
}

// form reads a form without files.
func form(w http.ResponseWriter, r *http.Request) (url.Values, error) { return read(w, r, noFiles) }

// read reads a form. What is no file is held in memory while it is read, as long as no form of ours is: of files alone,
// which take turns or go by, there may be more.
func read(w http.ResponseWriter, r *http.Request, with files) (url.Values, error) {
	held := &allowance{http.MaxBytesReader(w, r.Body, with.limit), maxForm}
	r.Body = held
	if with.without != nil { // of strangers: nobody keeps a place by sending slowly
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(slowest)) // where it cannot be set, the limits above hold
	}
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		err := r.ParseForm()
		return r.PostForm, err
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	typed := url.Values{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return typed, nil
		}
		if err != nil {
			return nil, err
		}
		held.file(part.FileName() != "", with.limit)
		if err := with.read(r.Context(), typed, part); err != nil {
			return nil, err
		}
		held.file(false, 0)
	}
}

// allowance is a body of which only so much is read at a time.
type allowance struct {
	io.ReadCloser
	left int64
}

// file allows for a file, and afterwards no more than a form.
func (a *allowance) file(is bool, most int64) {
	switch {
	case is:
		a.left = most
	case a.left > maxForm:
		a.left = maxForm
	}
}

// Read reads as much as is allowed.
func (a *allowance) Read(b []byte) (int, error) {
	if a.left <= 0 {
		return 0, &http.MaxBytesError{Limit: maxForm}
	}
	n, err := a.ReadCloser.Read(b[:min(int64(len(b)), a.left)])
	a.left -= int64(n)
	return n, err
}

// read reads one part of a form.
func (f files) read(ctx context.Context, typed url.Values, part *multipart.Part) error {
	if part.FileName() == "" {
		value, err := io.ReadAll(io.LimitReader(part, maxForm+1))
		if len(value) > maxForm {
			err = fmt.Errorf("a field of more than %d bytes", maxForm)
		}
		if _, file := part.Header["Content-Type"]; !file { // a place for a file that stayed empty says nothing
			typed[part.FormName()] = append(typed[part.FormName()], string(value))
		}
		return err
	}
	if f.take == nil {
		return errors.New("a file where none was asked for")
	}
	kept, err := f.take(ctx, part)
	typed.Set(part.FormName(), kept)
	return err
}
