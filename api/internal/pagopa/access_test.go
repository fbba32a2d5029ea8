package pagopa

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"sportello/api/command"
)

const certHeader = "X-Client-Certificate"

// shown is a certificate, as far as access looks at it: bytes.
var shown = []byte("\x30\x82\x01\x0a the certificate of pagoPA, long enough for several lines of base64 in its text form\xff\xfe")

func fingerprint() string { sum := sha256.Sum256(shown); return hex.EncodeToString(sum[:]) }

// Who may call, by network, by certificate, by both; and nobody where nothing is set.
func TestAccess(t *testing.T) {
	text := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: shown}))
	bare := base64.StdEncoding.EncodeToString(shown)
	other := base64.StdEncoding.EncodeToString([]byte("another"))
	for _, row := range []struct {
		about, networks, certificates string
		source                        string
		shows                         []string
		want                          bool
	}{
		{"nothing is set", "", "", "192.0.2.7", []string{bare}, false},
		{"in the network", "198.51.100.0/24, 192.0.2.0/24", "", "192.0.2.7", nil, true},
		{"the address after the network", "192.0.2.0/24", "", "192.0.3.0", nil, false},
		{"the one address", "192.0.2.7", "", "192.0.2.7", nil, true},
		{"the address beside it", "192.0.2.7", "", "192.0.2.8", nil, false},
		{"an address of IPv6", "2001:db8:1::/48", "", "2001:db8:1:2::/64", nil, true},
		{"of another network", "2001:db8:1::/48", "", "2001:db8:2:2::/64", nil, false},
		{"of IPv4 in a network of IPv6", "2000::/8", "", "192.0.2.7", nil, false},
		{"nobody says where it is from", "192.0.0.0/8", "", "", nil, false},
		{"words for an address", "192.0.0.0/8", "", "unknown", nil, false},
		{"nginx", "", fingerprint(), "203.0.113.9", []string{url.PathEscape(text)}, true},
		{"Apache", "", fingerprint(), "203.0.113.9", []string{strings.ReplaceAll(strings.TrimSpace(text), "\n", " ")}, true},
		{"Traefik", "", fingerprint(), "203.0.113.9", []string{bare + "," + other}, true},
		{"RFC 9440", "", fingerprint(), "203.0.113.9", []string{":" + bare + ":"}, true},
		{"with colons and in capitals", "", strings.ToUpper(fingerprint()[:2] + ":" + fingerprint()[2:]), "203.0.113.9", []string{bare}, true},
		{"another certificate", "", fingerprint(), "203.0.113.9", []string{other}, false},
		{"the right one behind another", "", fingerprint(), "203.0.113.9", []string{other + "," + bare}, false},
		{"one by the proxy, one of one's own", "", fingerprint(), "203.0.113.9", []string{bare, bare}, false},
		{"none", "", fingerprint(), "203.0.113.9", nil, false},
		{"an empty one", "", fingerprint(), "203.0.113.9", []string{""}, false},
		{"both are asked for, both are there", "192.0.2.0/24", fingerprint(), "192.0.2.7", []string{bare}, true},
		{"only the network is", "192.0.2.0/24", fingerprint(), "192.0.2.7", nil, false},
		{"only the certificate is", "192.0.2.0/24", fingerprint(), "203.0.113.9", []string{bare}, false},
	} {
		header := ""
		if row.certificates != "" {
			header = certHeader
		}
		a, err := NewAccess(row.networks, row.certificates, header)
		if err != nil || a.Open() != (row.networks+row.certificates != "") {
			t.Errorf("%s: open %v, %v", row.about, a.Open(), err)
		}
		r := httptest.NewRequest(http.MethodPost, "/pagopa/paForNode", nil)
		r.Header[certHeader] = row.shows
		r = r.WithContext(command.WithSource(r.Context(), row.source))
		w := httptest.NewRecorder()
		a.Guard(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }), http.NotFoundHandler()).ServeHTTP(w, r)
		if in := w.Code == http.StatusOK; in != row.want || !in && w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", row.about, w.Code)
		}
	}
}

// What is written wrong keeps the program from starting: nobody finds out later that everybody was let in, or nobody.
func TestAccessIsReadWhole(t *testing.T) {
	for _, row := range [][3]string{
		{"192.0.2.0/33", "", ""}, {"pagopa.it", "", ""}, {"192.0.2.0/24;10.0.0.0/8", "", ""}, {"2001:db8::7", "", ""}, {"2001:db8::/65", "", ""}, {"::ffff:192.0.2.0/120", "", ""},
		{"0.0.0.0/0", "", ""}, {"192.0.2.0/24,::/0", "", ""}, {"128.0.0.0/1", "", ""}, // all the world
		{"", "abc", certHeader}, {"", fingerprint() + "00", certHeader}, {"", strings.Repeat("z", 64), certHeader}, {"", fingerprint(), ""}, {"192.0.2.0/24", "", certHeader},
	} {
		if _, err := NewAccess(row[0], row[1], row[2]); err == nil {
			t.Errorf("%q is read", row)
		}
	}
}
