package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// counted is a body that counts what is read of it.
type counted struct {
	*strings.Reader
	read int
}

func (c *counted) Read(b []byte) (n int, err error) {
	n, err = c.Reader.Read(b)
	c.read += n
	return n, err
}

// TestNoLongForm: the page that takes photos of strangers takes no more of anything else than other pages do: not as one
// long form, nor in fields or heads of fields beside a photo.
func TestNoLongForm(t *testing.T) {
	long := strings.Repeat("a", 7<<20)
	several := func(write func(*multipart.Writer)) (kind, body string) {
		var b bytes.Buffer
		form := multipart.NewWriter(&b)
		write(form)
		_ = form.Close() // a buffer never fails
		return form.FormDataContentType(), b.String()
	}
	fields := func(form *multipart.Writer) {
		for range 200 {
			_ = form.WriteField("testo", long[:40<<10])
		}
	}
	photo := func(form *multipart.Writer) {
		file, _ := form.CreateFormFile("foto", "foto.jpg")
		_, _ = file.Write([]byte(long))
	}
	one, oneBody := several(fields)
	head, headBody := several(func(form *multipart.Writer) { _, _ = form.CreatePart(map[string][]string{"X": {long}}) })
	after, afterBody := several(func(form *multipart.Writer) { photo(form); fields(form) })
	for _, c := range []struct {
		about, kind, body string
		most              int
	}{
		{"one long form", "application/x-www-form-urlencoded", "testo=" + long, 100 << 10},
		{"many fields", one, oneBody, 100 << 10},
		{"a long head", head, headBody, 100 << 10},
		{"many fields after a photo", after, afterBody, 7<<20 + 100<<10},
	} {
		body := &counted{Reader: strings.NewReader(c.body)}
		r := httptest.NewRequest(http.MethodPost, "/avviso", body)
		r.Header.Set("Content-Type", c.kind)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		w := httptest.NewRecorder()
		host(t, &paper{folder: fined(nil)}, &door{}).ServeHTTP(w, r)
		root, err := html.Parse(w.Body)
		if err != nil || w.Code != http.StatusOK || words(find(root, "h1")) != "Questo avviso è vero?" {
			t.Errorf("%s: %d, %v", c.about, w.Code, err)
		}
		if body.read > c.most {
			t.Errorf("%s: %d bytes were read", c.about, body.read)
		}
	}
}
