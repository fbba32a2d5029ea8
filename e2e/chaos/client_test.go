package chaos

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"time"
)

// patience is how long a phone waits for an answer.
const patience = 10 * time.Second

// fault is what becomes of one sending on its way.
type fault int

const (
	whole       fault = iota
	cutBefore         // the connection is there, and dies before anything is sent
	cutWithin         // half of the body is sent
	cutAfter          // all is sent; the connection dies a moment later
	cutInAnswer       // part of the answer is read
	lostAnswer        // the answer comes and nobody is there to read it
	faults
)

// answer is what a phone got to know; the zero value: nothing. away says that nobody listened: nothing was sent.
type answer struct {
	status int
	body   string
	away   bool
}

// request is one command on the wire.
type request struct {
	method, path, key string
	who               person
	body              []byte
	mandate           string // under which it is asked; none: in one's own matters
}

// bytes is the request as it is sent, head and body apart.
func (r request) bytes(host string) (head, body []byte) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n",
		r.method, r.path, host, len(r.body))
	fmt.Fprintf(&b, "Cookie: %s\r\nSportello-Subject: %s\r\n", r.who.cookie, r.who.subject)
	if r.mandate != "" {
		fmt.Fprintf(&b, "Sportello-Mandate: %s\r\n", r.mandate)
	}
	if r.key != "" {
		fmt.Fprintf(&b, "Idempotency-Key: %s\r\n", r.key)
	}
	b.WriteString("\r\n")
	return b.Bytes(), r.body
}

// send sends a request once over a connection of its own, and has it suffer. Whatever goes wrong, what the
// phone knows afterwards is: nothing.
func send(address string, r request, f fault, rng *rand.Rand) answer {
	conn, err := net.DialTimeout("tcp", address, patience)
	if err != nil {
		return answer{away: true}
	}
	defer conn.Close()
	if rng.IntN(2) == 0 {
		// A network that is gone, not a phone that hangs up: the other side gets a reset, or nothing.
		_ = conn.(*net.TCPConn).SetLinger(0)
	}
	_ = conn.SetDeadline(time.Now().Add(patience))
	if !put(conn, r, f) {
		return answer{}
	}
	if f == cutAfter {
		<-time.After(time.Duration(rng.IntN(12_000)) * time.Microsecond) // the network's own time
		return answer{}
	}
	return get(conn, f, rng)
}

// put writes as much of the request as the fault lets through, and tells whether that was all.
func put(conn net.Conn, r request, f fault) bool {
	head, body := r.bytes(conn.RemoteAddr().String())
	switch f {
	case cutBefore:
		return false
	case cutWithin:
		_, _ = conn.Write(append(head, body[:len(body)/2]...))
		return false
	}
	_, err := conn.Write(append(head, body...))
	return err == nil
}

// get reads as much of the answer as the fault lets through.
func get(conn net.Conn, f fault, rng *rand.Rand) answer {
	if f == cutInAnswer {
		_, _ = io.CopyN(io.Discard, conn, 1+rng.Int64N(400))
		return answer{}
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return answer{}
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || f == lostAnswer {
		return answer{}
	}
	return answer{status: res.StatusCode, body: string(body)}
}
