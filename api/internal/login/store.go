package login

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"time"

	"sportello/api/identity"
)

// Store is what this package needs kept. Times are given, never read from a clock of the store.
type Store interface {
	// KeepAttempt writes a sign-in under way, and that it was sent.
	KeepAttempt(ctx context.Context, of Hash, a Attempt, sent Message) error
	// TakeAttempt gives a sign-in under way and forgets it; false when there is none.
	TakeAttempt(ctx context.Context, of Hash) (Attempt, bool, error)
	// LogMessage writes a login message alone.
	LogMessage(ctx context.Context, m Message) error
	// OpenSession finds or makes the person by fiscal code and opens a session, in one transaction with the
	// message, of which it fills in the person.
	OpenSession(ctx context.Context, p identity.Person, s Opening, received Message) (identity.Person, error)
	// FindSession gives the session of a cookie, lapsed or not; one indexed read.
	FindSession(ctx context.Context, of Hash) (Record, bool, error)
	// TouchSession moves the times of a session on; it never moves them back.
	TouchSession(ctx context.Context, of Hash, seen, expires time.Time) error
	// CloseSession forgets a session, known or not.
	CloseSession(ctx context.Context, of Hash) error
	// CloseSessions forgets every session of a person.
	CloseSessions(ctx context.Context, actor string) error
	// ListSessions gives the sessions of a person that are alive at now, the latest seen first.
	ListSessions(ctx context.Context, actor string, now time.Time) ([]Record, error)
	// ParkForm keeps a form for the person, beside at most Room others; the oldest make way.
	ParkForm(ctx context.Context, f Parked) error
	// TakeForm gives a form to the person it belongs to and forgets it; false for anybody else or too late.
	TakeForm(ctx context.Context, of Hash, who identity.Who, now time.Time) (Parked, bool, error)
}

// Hash is the SHA-256 of a secret that only the browser has.
type Hash [sha256.Size]byte

// Attempt is a sign-in under way: what must come back, and where the person goes then.
type Attempt struct {
	Nonce    string
	Verifier string // PKCE
	ReturnTo string // local path
	Shared   bool
	Expires  time.Time
}

// Opening is a new session.
type Opening struct {
	Hash             Hash
	Started, Expires time.Time
	Shared           bool
	Device           string
}

// Record is a session as it is kept.
type Record struct {
	Hash                   Hash
	Person                 identity.Person
	Office                 string // of a clerk of the desk; empty for everybody else
	Started, Seen, Expires time.Time
	Shared                 bool
	Device                 string
}

// Parked is a form of somebody whose session lapsed.
type Parked struct {
	Hash    Hash
	Actor   string
	Path    string
	Form    url.Values
	Expires time.Time
}

// Sweep says until when what is kept is past its time: what ended before may be forgotten.
type Sweep struct {
	Attempts, Sessions, Forms, Messages time.Time
}

// Direction says whether a login message was sent by us or received.
type Direction string

// The directions.
const (
	Sent     Direction = "sent"
	Received Direction = "received"
)

// Message is a login message as it is kept for 24 months: enough to prove that somebody signed in, when and
// how, without a token, a secret or a fiscal code. The two messages of a sign-in share Attempt.
type Message struct {
	At        time.Time `json:"-"`
	Direction Direction `json:"-"`
	Attempt   string    `json:"attempt"` // begin of the hash of the state
	Issuer    string    `json:"issuer"`
	Client    string    `json:"client"`
	Scopes    []string  `json:"scopes,omitempty"`
	Levels    []string  `json:"levels,omitempty"`  // acr asked for
	Level     string    `json:"level,omitempty"`   // acr answered
	Outcome   string    `json:"outcome,omitempty"` // "ok", or a Reason
	IssuedAt  string    `json:"issued_at,omitempty"`
	Person    string    `json:"person,omitempty"` // id of the person
}

// secretBytes is the size of every secret made here: 256 bits.
const secretBytes = 32

// newSecret makes a secret for a browser to carry.
func newSecret() string {
	var b [secretBytes]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// hashOf gives the hash of a secret; false when it cannot be one of ours, so that rubbish costs no query.
func hashOf(secret string) (Hash, bool) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(secret)
	return sha256.Sum256(b), err == nil && len(b) == secretBytes
}
