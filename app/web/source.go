package web

import (
	"net/http"
	"net/netip"
	"strings"
)

// source is the network that a request comes from, for counting wrong codes: an IPv4 address, or the 64 bits of
// an IPv6 address that one line has to itself. header, when set, is what our own proxy writes the address of the
// browser in: of a list (X-Forwarded-For) the last, for the others may be anybody's words.
func source(r *http.Request, header string) string {
	if header != "" {
		all := r.Header.Values(header)
		last := strings.Split(strings.Join(all, ","), ",")
		if network, ok := networkOf(strings.TrimSpace(last[len(last)-1])); ok {
			return network
		}
	}
	if network, ok := networkOf(r.RemoteAddr); ok {
		return network
	}
	return r.RemoteAddr
}

// networkOf reads an address, with a port or without.
func networkOf(address string) (string, bool) {
	addr, err := netip.ParseAddr(address)
	if err != nil {
		port, err := netip.ParseAddrPort(address)
		if err != nil {
			return "", false
		}
		addr = port.Addr()
	}
	addr = addr.Unmap().WithZone("")
	if addr.Is4() {
		return addr.String(), true
	}
	network, _ := addr.Prefix(64) // an IPv6 address has so many
	return network.String(), true
}
