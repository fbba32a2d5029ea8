package idp

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/uuid"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// lifetime is that of a sign-in under way, a code and a token.
const lifetime = 30 * time.Minute

// storage is what op.Provider keeps, in memory.
type storage struct {
	key      signingKey
	client   client
	provider *Provider

	mu       sync.Mutex
	requests map[string]*request
	codes    map[string]string // code to id of the request
	tokens   map[string]token
	people   map[string]Persona // by subject
}

type token struct {
	subject string
	until   time.Time
}

var _ op.Storage = (*storage)(nil)

// newKey makes the key of this run of the program: 2048 bits take a while.
var newKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

func newStorage(p *Provider) (*storage, error) {
	key, err := newKey()
	if err != nil {
		return nil, fmt.Errorf("making the key of the demonstration identity provider: %w", err)
	}
	return &storage{
		key:      signingKey{id: uuid.NewString(), key: key},
		client:   client{cfg: p.cfg, login: p.prefix + "/accesso?richiesta="},
		provider: p,
		requests: map[string]*request{}, codes: map[string]string{}, tokens: map[string]token{}, people: map[string]Persona{},
	}, nil
}

var errGone = errors.New("unknown or expired")

// CreateAuthRequest keeps a sign-in, and forgets those nobody ended.
func (s *storage) CreateAuthRequest(_ context.Context, asked *oidc.AuthRequest, _ string) (op.AuthRequest, error) {
	now := time.Now()
	r, err := newRequest(uuid.NewString(), asked, now, s.provider.fault())
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep(now)
	s.requests[r.id] = r
	return r, nil
}

func (s *storage) sweep(now time.Time) {
	for id, r := range s.requests {
		if now.Sub(r.at) > lifetime {
			s.forget(id)
		}
	}
	for id, t := range s.tokens {
		if now.After(t.until) {
			delete(s.tokens, id)
			delete(s.people, t.subject)
		}
	}
}

func (s *storage) forget(id string) {
	delete(s.requests, id)
	for code, of := range s.codes {
		if of == id {
			delete(s.codes, code)
		}
	}
}

// AuthRequestByID gives a sign-in under way.
func (s *storage) AuthRequestByID(_ context.Context, id string) (op.AuthRequest, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.requests[id]
	if !ok || time.Since(r.at) > lifetime {
		return nil, errGone
	}
	return r, nil
}

// AuthRequestByCode gives the sign-in a code was made for.
func (s *storage) AuthRequestByCode(ctx context.Context, code string) (op.AuthRequest, error) {
	s.mu.Lock()
	id, ok := s.codes[code]
	s.mu.Unlock()
	if !ok {
		return nil, errGone
	}
	return s.AuthRequestByID(ctx, id)
}

// SaveAuthCode keeps a code.
func (s *storage) SaveAuthCode(_ context.Context, id, code string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.codes[code] = id
	return nil
}

// DeleteAuthRequest spends a code with its sign-in.
func (s *storage) DeleteAuthRequest(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget(id)
	return nil
}

// done writes down who the person of a sign-in is. The subject means nothing and changes each time.
func (s *storage) done(id string, who Persona) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.requests[id]
	if !ok {
		return errGone
	}
	sum := sha256.Sum256([]byte(id))
	r.subject, r.at = hex.EncodeToString(sum[:16]), time.Now()
	s.people[r.subject] = who
	return nil
}

// CreateAccessToken makes the token for UserInfo.
func (s *storage) CreateAccessToken(_ context.Context, r op.TokenRequest) (string, time.Time, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := token{subject: r.GetSubject(), until: time.Now().Add(lifetime + s.provider.fault().IssuedInFuture)}
	id := uuid.NewString()
	s.tokens[id] = t
	return id, t.until, nil
}

// SigningKey is the key of this start.
func (s *storage) SigningKey(context.Context) (op.SigningKey, error) { return s.key, nil }

// SignatureAlgorithms is that of SPID and CIE.
func (s *storage) SignatureAlgorithms(context.Context) ([]jose.SignatureAlgorithm, error) {
	return []jose.SignatureAlgorithm{jose.RS256}, nil
}

// KeySet is the public half of the key.
func (s *storage) KeySet(context.Context) ([]op.Key, error) { return []op.Key{publicKey{s.key}}, nil }

// GetClientByClientID knows one client.
func (s *storage) GetClientByClientID(_ context.Context, id string) (op.Client, error) {
	if id != s.client.GetID() {
		return nil, errClient
	}
	c := s.client
	c.ahead = s.provider.fault().IssuedInFuture
	return c, nil
}

// AuthorizeClientIDSecret checks the secret.
func (s *storage) AuthorizeClientIDSecret(_ context.Context, id, secret string) error {
	return s.client.check(id, secret)
}

// Health is always good.
func (s *storage) Health(context.Context) error { return nil }

type signingKey struct {
	id  string
	key *rsa.PrivateKey
}

func (k signingKey) ID() string                                  { return k.id }
func (k signingKey) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (k signingKey) Key() any                                    { return k.key }

type publicKey struct{ signingKey }

func (k publicKey) Algorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (k publicKey) Use() string                        { return "sig" }
func (k publicKey) Key() any                           { return k.key.Public() }
