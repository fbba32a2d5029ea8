package main

import (
	"fmt"
	"slices"
	"testing"
)

// stand is where a test would be: package browser ends tests in plain words, and here it ends a measurement.
type stand struct {
	testing.TB // the methods that are not here are not called
	closing    []func()
}

// broken is what a measurement ends with when it cannot go on.
type broken string

// onStand measures with a browser, and closes what it opened.
func onStand(measure func(t testing.TB)) (err error) {
	s := &stand{}
	defer func() {
		for _, f := range slices.Backward(s.closing) {
			f()
		}
		if why, ok := recover().(broken); ok {
			err = fmt.Errorf("%s", string(why))
		}
	}()
	measure(s)
	return nil
}

func (s *stand) Helper()                      {}
func (s *stand) Name() string                 { return "bench" }
func (s *stand) Failed() bool                 { return false }
func (s *stand) Cleanup(f func())             { s.closing = append(s.closing, f) }
func (s *stand) Fatal(args ...any)            { panic(broken(fmt.Sprint(args...))) }
func (s *stand) Fatalf(f string, args ...any) { panic(broken(fmt.Sprintf(f, args...))) }
func (s *stand) Errorf(f string, args ...any) { fmt.Printf(f+"\n", args...) }
func (s *stand) Logf(f string, args ...any)   {}
