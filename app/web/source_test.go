package web

import (
	"net/http"
	"testing"
)

func TestSource(t *testing.T) {
	for _, row := range []struct {
		about, header, remote string
		said                  []string
		want                  string
	}{
		{"without a proxy", "", "192.0.2.7:4711", nil, "192.0.2.7"},
		{"without a proxy, a header is anybody's words", "", "192.0.2.7:4711", []string{"198.51.100.1"}, "192.0.2.7"},
		{"behind a proxy", "X-Forwarded-For", "127.0.0.1:4711", []string{"198.51.100.1"}, "198.51.100.1"},
		{"behind a proxy, with a false beginning", "X-Forwarded-For", "127.0.0.1:4711", []string{"203.0.113.9, 198.51.100.1"}, "198.51.100.1"},
		{"behind a proxy that adds a line", "X-Forwarded-For", "127.0.0.1:4711", []string{"203.0.113.9", "198.51.100.1"}, "198.51.100.1"},
		{"behind a proxy that says nothing", "X-Forwarded-For", "127.0.0.1:4711", nil, "127.0.0.1"},
		{"behind a proxy that says nonsense", "X-Forwarded-For", "127.0.0.1:4711", []string{"unknown"}, "127.0.0.1"},
		{"with a port", "X-Forwarded-For", "127.0.0.1:4711", []string{"198.51.100.1:99"}, "198.51.100.1"},
		{"one line of IPv6 is one network", "", "[2001:db8:1:2:aaaa::1]:4711", nil, "2001:db8:1:2::/64"},
		{"IPv4 written as IPv6", "", "[::ffff:192.0.2.7]:4711", nil, "192.0.2.7"},
		{"a socket without an address", "", "@", nil, "@"},
	} {
		r := &http.Request{RemoteAddr: row.remote, Header: http.Header{"X-Forwarded-For": row.said}}
		if got := source(r, row.header); got != row.want {
			t.Errorf("%s: %q, want %q", row.about, got, row.want)
		}
	}
}
