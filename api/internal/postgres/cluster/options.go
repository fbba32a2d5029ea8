package cluster

import "strconv"

// Option changes how a cluster is run. Options are not stored: each Start says what it wants.
type Option func(*settings)

type settings struct {
	maxConnections int
	durable        bool
	extra          []string
}

// MaxConnections is how many connections the server accepts. The default, 40, is four replicas of eight plus
// room for jobs and maintenance.
func MaxConnections(n int) Option { return func(s *settings) { s.maxConnections = n } }

// ForTests trades the safety of the data for speed: a power cut may lose everything. A kill -9 loses nothing,
// because commits still reach the kernel before they are answered.
func ForTests() Option { return func(s *settings) { s.durable = false } }

// Set gives the server any other parameter of postgresql.conf.
func Set(name, value string) Option {
	return func(s *settings) { s.extra = append(s.extra, name+"="+value) }
}

func newSettings(opts []Option) settings {
	s := settings{maxConnections: 40, durable: true}
	for _, o := range opts {
		o(&s)
	}
	return s
}

// parameters are the server's settings, each "name=value". Messages are terse because DETAIL lines of the
// log would carry values of rows, that is, personal data.
func (s settings) parameters(socket string) []string {
	list := []string{
		"listen_addresses=",
		"port=" + port,
		"unix_socket_directories=" + quoteList(socket),
		"unix_socket_permissions=0700",
		"max_connections=" + strconv.Itoa(s.maxConnections),
		"log_error_verbosity=terse",
		"lc_messages=C", // serve reads the log
	}
	if !s.durable {
		list = append(list, "fsync=off", "full_page_writes=off")
	}
	return append(list, s.extra...)
}

// quoteList writes one item of a list setting, so that a comma or a blank in it does not end it.
func quoteList(item string) string {
	out := []rune{'"'}
	for _, r := range item {
		if r == '"' {
			out = append(out, r)
		}
		out = append(out, r)
	}
	return string(append(out, '"'))
}
