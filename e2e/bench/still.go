package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"sync"
)

// scripts are what makes a page of ours more than a file.
var scripts = regexp.MustCompile(`(?s)<script\b.*?</script>`)

// newStill serves one page of ours as a file server would: the same HTML without its scripts, packed once, and
// the files it loads, from memory after the first time.
func newStill(c *http.Client, base, path string) (*httptest.Server, error) {
	text, err := fetch(c, base+path)
	if err != nil {
		return nil, err
	}
	plain := scripts.ReplaceAll(text, nil)
	if len(plain) == len(text) {
		return nil, fmt.Errorf("%s has no scripts: there is nothing to compare", path)
	}
	packed := pack(plain)
	files := &still{base: base, have: map[string]file{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "br")
		_, _ = w.Write(packed) // who asked has gone
	})
	mux.Handle("GET /", files)
	return httptest.NewServer(mux), nil
}

// still has files of another server.
type still struct {
	base string
	mu   sync.Mutex
	have map[string]file
}

type file struct {
	status int
	header http.Header
	body   []byte
}

func (s *still) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, err := s.file(r.URL.Path)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	for _, name := range []string{"Content-Type", "Content-Encoding", "Cache-Control"} {
		if v := f.header.Get(name); v != "" {
			w.Header().Set(name, v)
		}
	}
	w.WriteHeader(f.status)
	_, _ = w.Write(f.body) // who asked has gone
}

func (s *still) file(path string) (file, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f, ok := s.have[path]; ok {
		return f, nil
	}
	r, err := http.NewRequest(http.MethodGet, s.base+path, nil)
	if err != nil {
		return file{}, err
	}
	r.Header.Set("Accept-Encoding", "br, gzip") // as it comes, packed
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return file{}, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return file{}, err
	}
	s.have[path] = file{answer.StatusCode, answer.Header, body}
	return s.have[path], nil
}
