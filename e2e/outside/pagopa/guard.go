package pagopa

import (
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"strconv"
)

// Problem is an error as pagoPA's interfaces write it.
type Problem struct {
	Type   string `json:"type,omitempty"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
}

// heard listens to an answer, so that what a caller got wrong is remembered.
type heard struct {
	http.ResponseWriter
	status int
	said   []byte
	usual  bool // a refusal that also a right caller meets: the debt has been paid meanwhile
}

func (h *heard) WriteHeader(status int) {
	h.status = status
	h.ResponseWriter.WriteHeader(status)
}

func (h *heard) Write(b []byte) (int, error) {
	if h.status >= 400 && len(h.said) < 500 {
		h.said = append(h.said, b...)
	}
	return h.ResponseWriter.Write(b)
}

// guard asks for the key, and remembers what a right caller does not do. That something is not there, or there already,
// is no fault: a client that tries again meets it.
func (c *Counterpart) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := &heard{ResponseWriter: w, status: http.StatusOK}
		if id := r.Header.Get("X-Request-Id"); id != "" {
			w.Header().Set("X-Request-Id", id)
		}
		r.Body = http.MaxBytesReader(h, r.Body, 1<<20)
		key := r.Header.Get("Ocp-Apim-Subscription-Key")
		if key == "" {
			key = r.URL.Query().Get("subscription-key")
		}
		if subtle.ConstantTimeCompare([]byte(key), []byte(c.cfg.Key)) != 1 {
			h.WriteHeader(http.StatusUnauthorized)
		} else {
			next.ServeHTTP(h, r)
		}
		if h.status >= 400 && h.status != http.StatusNotFound && h.status != http.StatusConflict && !h.usual {
			c.fault(r.Method+" "+r.URL.Path, strconv.Itoa(h.status)+" "+string(h.said))
		}
	})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the caller has gone
}

func refuse(w http.ResponseWriter, status int, detail string) {
	answer(w, status, Problem{Title: http.StatusText(status), Status: status, Detail: detail})
}

// usual marks a refusal that a right caller meets too.
func usual(w http.ResponseWriter) {
	if h, ok := w.(*heard); ok {
		h.usual = true
	}
}
