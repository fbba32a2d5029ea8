// Package money counts euro in whole cents and reads and writes them as people in Italy do.
//
// It knows decimal strings, half-up rounding and the whole-euro rule of the F24 form. It will not touch a
// floating-point number, and it does not know other currencies or what a sum is for.
package money

import (
	"errors"
	"math"
	"math/bits"
)

// Cents is a sum of euro in cents; negative is a credit.
type Cents int64

// Rate is a share or a unit price in hundred-thousandths: 5 % is 5_000, 0.7312 €/m² is 73_120.
type Rate int64

// One is the rate that leaves a sum as it is: 100 %, or 1 euro per unit.
const One Rate = 100_000

// PerCent is one per cent as a Rate.
const PerCent Rate = One / 100

// ErrForm says that a text is not a decimal number of the stated form.
var ErrForm = errors.New("not an amount")

// ErrPrecision says that a text has more decimals than the unit can hold, other than zeros.
var ErrPrecision = errors.New("too many decimals")

// ErrRange says that a sum does not fit.
var ErrRange = errors.New("amount out of range")

// MulRate multiplies a sum by a rate and rounds half a cent away from zero (918.225 → 918.23).
// A result that does not fit is cut at the largest sum.
func MulRate(c Cents, r Rate) Cents { return Cents(MulDiv(int64(c), int64(r), int64(One))) }

// MulDiv is a × b ÷ by rounded half away from zero, without overflow on the way.
// A result that does not fit is cut at the largest int64. It panics when by is not positive.
func MulDiv(a, b, by int64) int64 {
	if by <= 0 {
		panic("money: dividing by zero or less")
	}
	negative := (a < 0) != (b < 0)
	hi, lo := bits.Mul64(abs(a), abs(b))
	lo, carry := bits.Add64(lo, uint64(by)/2, 0)
	hi += carry
	if hi >= uint64(by) {
		return sign(math.MaxInt64, negative)
	}
	quotient, _ := bits.Div64(hi, lo, uint64(by))
	return sign(min(quotient, math.MaxInt64), negative)
}

// F24 rounds a sum to whole euro, as the F24 form asks of each line: up to 49 cents down, from 50 up
// (L. 296/2006 art. 1 c. 166).
func F24(c Cents) Cents { return Cents(MulDiv(int64(c), 1, 100)) * 100 }

// Parts splits a sum for speech: whole euro and cents, both without a sign.
func (c Cents) Parts() (negative bool, euro, cents int64) {
	n := abs(int64(c))
	return c < 0, int64(n / 100), int64(n % 100)
}

func abs(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

func sign(n uint64, negative bool) int64 {
	if negative {
		return -int64(n)
	}
	return int64(n)
}
