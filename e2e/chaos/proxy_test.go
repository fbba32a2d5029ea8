package chaos

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// mode is what the network between a browser and the server does with a submission. All else passes.
type mode int32

const (
	open    mode = iota
	swallow      // it does not get there, and the connection dies
	mute         // it gets there and is answered; the connection dies before the answer
)

// proxy is the network between browsers and the server: it cuts at exact moments, which no network does.
type proxy struct {
	url    string
	to     atomic.Pointer[url.URL] // nil: nobody is there
	mode   atomic.Int32
	heavy  atomic.Bool   // the browser program does not get through for now: it is too much for this network
	struck chan struct{} // one for each submission that was cut

	submissions, cut atomic.Int64
}

// errMuted ends an exchange whose answer nobody may hear.
var errMuted = errors.New("muted")

// newProxy listens; it leads nowhere until aim is called.
func newProxy(t *testing.T) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{url: "http://localhost:" + port, struck: make(chan struct{}, 100)}
	server := &http.Server{Handler: p.guard(p.way())}
	var served sync.WaitGroup
	served.Go(func() { _ = server.Serve(l) })
	t.Cleanup(func() { server.Close(); served.Wait() })
	return p
}

func (p *proxy) aim(address string) { p.to.Store(&url.URL{Scheme: "http", Host: address}) }

// way leads to the server, and may keep its answer.
func (p *proxy) way() http.Handler {
	return &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(p.to.Load()); r.Out.Host = r.In.Host },
		ModifyResponse: func(r *http.Response) error {
			if isSubmission(r.Request) && mode(p.mode.Load()) == mute {
				_, _ = io.Copy(io.Discard, r.Body) // the server has said all it had to say
				return errMuted
			}
			return nil
		},
		ErrorHandler: func(_ http.ResponseWriter, r *http.Request, err error) {
			if errors.Is(err, errMuted) {
				p.strike()
			}
			panic(http.ErrAbortHandler) // the connection dies, whatever the cause
		},
	}
}

// guard counts submissions, and swallows them when it is told to.
func (p *proxy) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.to.Load() == nil || p.heavy.Load() && strings.HasSuffix(r.URL.Path, "/app.wasm") {
			panic(http.ErrAbortHandler)
		}
		if isSubmission(r) {
			p.submissions.Add(1)
			body, err := io.ReadAll(r.Body) // whole: what is cut was sent
			if err != nil {
				panic(http.ErrAbortHandler)
			}
			if mode(p.mode.Load()) == swallow {
				p.strike()
				panic(http.ErrAbortHandler)
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
		}
		next.ServeHTTP(w, r)
	})
}

func (p *proxy) strike() {
	p.cut.Add(1)
	select {
	case p.struck <- struct{}{}:
	default:
	}
}

// calm lets everything pass, and forgets what was cut before.
func (p *proxy) calm() {
	p.set(open)
	for len(p.struck) > 0 {
		<-p.struck
	}
}

func (p *proxy) set(m mode) { p.mode.Store(int32(m)) }

// isSubmission knows both ways to file: the form of the check page, and the command of the outbox.
func isSubmission(r *http.Request) bool {
	return r.Method == http.MethodPost && (r.URL.Path == "/v1/applications" || strings.HasSuffix(r.URL.Path, "/domanda/controlla"))
}
