package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
)

// maxForm is more than any form of ours sends: what is longer is no form of ours. maxScan is how much a clerk may
// send with one, which is a scan of some pages.
const (
	maxForm = 64 << 10
	maxScan = 16 << 20
)

// form reads a form without files.
func form(w http.ResponseWriter, r *http.Request) (url.Values, error) { return read(w, r, false) }

// read reads a form. scans allows files in it.
func read(w http.ResponseWriter, r *http.Request, scans bool) (url.Values, error) {
	limit := int64(maxForm)
	if scans {
		limit = maxScan
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
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
		if err := take(typed, part, scans); err != nil {
			return nil, err
		}
	}
}

// take reads one part of a form. Of a file nothing is kept but its SHA-256 in hex, which takes the place of what
// was typed under the same name: the file goes by as it comes, and is never whole in memory or on a disk.
func take(typed url.Values, part *multipart.Part, scans bool) error {
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
	if !scans {
		return errors.New("a file where none was asked for")
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, part); err != nil {
		return err
	}
	typed.Set(part.FormName(), hex.EncodeToString(sum.Sum(nil)))
	return nil
}
