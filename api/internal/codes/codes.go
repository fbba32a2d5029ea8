// Package codes makes the short codes that one person reads to another, and keeps nothing of them but a hash.
//
// It knows how a code is made and held against its hash, and how often somebody may be wrong. How people type one, api/command knows. It does not know what a
// code is for, who sends it, or where its hash is kept: api/internal/postgres counts the tries.
//
// A code of eight digits cannot be guessed in five tries, and lives for minutes or days. Its hash is slow, so
// that a stolen table is of no use within that time; it is no promise for ever.
package codes

import (
	"crypto/rand"
	"crypto/subtle"
	"math/big"
	"strings"

	"golang.org/x/crypto/argon2"

	"sportello/api/command"
)

// New is a fresh code: command.CodeDigits digits, each equally likely.
func New() string {
	n, _ := rand.Int(rand.Reader, big.NewInt(100_000_000)) // never fails (crypto/rand)
	s := n.String()
	return strings.Repeat("0", command.CodeDigits-len(s)) + s
}

// The cost of a hash: argon2id with the least that OWASP's password storage cheat sheet asks for (m=7 MiB, t=5,
// p=1). Measured: 15 to 20 ms on one core of 2.5 GHz. Raising it needs a new version: the first byte of a hash.
const (
	version = 1
	memory  = 7 << 10 // KiB
	passes  = 5
	lanes   = 1
	saltLen = 16
	sumLen  = 32
)

// turns bounds how many hashes are made at once, and so the memory for them: 4 times 7 MiB.
var turns = make(chan struct{}, 4)

// dummy is what a code is held against where there is none: it costs the same.
var dummy = append([]byte{version}, make([]byte, saltLen+sumLen)...)

// Hash is what may be kept of a code: a version, a salt of its own, and argon2id of both. 49 bytes.
func Hash(code string) []byte {
	h := make([]byte, 1+saltLen, 1+saltLen+sumLen)
	h[0] = version
	rand.Read(h[1:]) // never fails (crypto/rand)
	return append(h, sum(code, h[1:])...)
}

// Match reports whether a code is the hashed one. It takes the same time whatever the answer, also for a hash
// that is empty because there is no such code: that never matches.
func Match(hash []byte, code string) bool {
	real := len(hash) == len(dummy) && hash[0] == version
	if !real {
		hash = dummy
	}
	same := subtle.ConstantTimeCompare(sum(code, hash[1:1+saltLen]), hash[1+saltLen:]) == 1
	return same && real
}

func sum(code string, salt []byte) []byte {
	turns <- struct{}{}
	defer func() { <-turns }()
	return argon2.IDKey([]byte(code), salt, passes, memory, lanes, sumLen)
}
