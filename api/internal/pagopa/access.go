package pagopa

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"sportello/api/command"
)

// Access says who may call the station: by the network they come from, by the certificate they show (mutual TLS), or
// by both. The zero value lets nobody in.
type Access struct {
	networks     []netip.Prefix
	certificates [][sha256.Size]byte
	header       string
}

// leastBits is how much of an address a network says at least: nobody means all the world, and a receipt that anybody may
// send is worth nothing.
const leastBits = 8

// lineBits is as far as the source of a request is told apart in IPv6; see command.SourceOf.
const lineBits = 64

// NewAccess reads who may call: networks as 192.0.2.0/24 or an address; fingerprints (SHA-256, hexadecimal, colons or
// none) of certificates, which the proxy before us hands on in a header that it sets on every request. Lists are
// separated by commas or blanks.
func NewAccess(networks, certificates, header string) (Access, error) {
	a := Access{header: header}
	for _, text := range list(networks) {
		network, err := prefix(text)
		if err != nil {
			return Access{}, err
		}
		a.networks = append(a.networks, network)
	}
	for _, text := range list(certificates) {
		raw, err := hex.DecodeString(strings.ReplaceAll(text, ":", ""))
		if err != nil || len(raw) != sha256.Size {
			return Access{}, fmt.Errorf("the fingerprint of a certificate is 64 hexadecimal digits (SHA-256), and not %q", text)
		}
		a.certificates = append(a.certificates, [sha256.Size]byte(raw))
	}
	if (len(a.certificates) == 0) != (header == "") {
		return Access{}, fmt.Errorf("certificates of pagoPA and the header that carries them must be set together")
	}
	return a, nil
}

func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' })
}

func prefix(text string) (netip.Prefix, error) {
	if one, err := netip.ParseAddr(text); err == nil && one.Is4() {
		return netip.PrefixFrom(one, one.BitLen()), nil
	}
	network, err := netip.ParsePrefix(text)
	if err != nil || network.Bits() < leastBits || network.Addr().Is4In6() || network.Addr().Is6() && network.Bits() > lineBits {
		return netip.Prefix{}, fmt.Errorf("a network of pagoPA is written as 192.0.2.0/24 or 2001:db8::/48 (at least /%d, of IPv6 at most /%d), and not %q", leastBits, lineBits, text)
	}
	return network.Masked(), nil
}

// Open reports whether anybody may call at all.
func (a Access) Open() bool { return len(a.networks)+len(a.certificates) > 0 }

// Guard lets those in who may call, and gives all others to missing: to them there is nothing here.
func (a Access) Guard(station, missing http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a.allows(r) {
			station.ServeHTTP(w, r)
			return
		}
		missing.ServeHTTP(w, r)
	})
}

func (a Access) allows(r *http.Request) bool {
	return a.Open() && (len(a.networks) == 0 || a.near(command.SourceOf(r.Context()))) && (len(a.certificates) == 0 || a.shows(r))
}

// near reports whether a source is in one of the networks.
func (a Access) near(source string) bool {
	from, err := netip.ParsePrefix(source)
	if err != nil {
		one, err := netip.ParseAddr(source)
		if err != nil {
			return false
		}
		from = netip.PrefixFrom(one, one.BitLen())
	}
	return slices.ContainsFunc(a.networks, func(n netip.Prefix) bool { return n.Bits() <= from.Bits() && n.Contains(from.Addr()) })
}

// shows reports whether the caller has one of the certificates. That they hold its key, the proxy has seen in TLS. Two
// headers are none: one of them would be the caller's own words.
func (a Access) shows(r *http.Request) bool {
	values := r.Header.Values(a.header)
	if len(values) != 1 {
		return false
	}
	raw, ok := certificate(values[0])
	return ok && slices.Contains(a.certificates, sha256.Sum256(raw))
}

// certificate reads what proxies write of a certificate: PEM with its line ends escaped (nginx) or gone (Apache), bare
// base64 (Traefik, Caddy) or between colons (RFC 9440).
func certificate(value string) ([]byte, bool) {
	if strings.Contains(value, "%") {
		plain, err := url.PathUnescape(value)
		if err != nil {
			return nil, false
		}
		value = plain
	}
	if _, after, found := strings.Cut(value, "-----BEGIN CERTIFICATE-----"); found {
		value, _, _ = strings.Cut(after, "-----END")
	}
	value, _, _ = strings.Cut(value, ",") // the first of a chain
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(strings.Trim(value, ":")), ""))
	return raw, err == nil && len(raw) > 0
}
