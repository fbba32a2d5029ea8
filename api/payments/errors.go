package payments

import "errors"

// More reasons why a payment cannot be started. The texts are keys of the words, as those in pay.go.
var (
	ErrBusy     = errors.New("pay_busy")          // another payment of the same notice is under way
	ErrDesk     = errors.New("pay_desk")          // a clerk never pays for a citizen
	ErrImuState = errors.New("pay_imu_state")     // part of it goes to the State: by F24 alone
	ErrImuGuess = errors.New("pay_imu_estimated") // rates or interest are not decided yet
)

// Reasons are all of them.
var Reasons = []error{ErrNothing, ErrTooMany, ErrNotOpen, ErrTwice, ErrChanged, ErrOverCap, ErrNoOnline, ErrBusy, ErrDesk, ErrImuState, ErrImuGuess}
