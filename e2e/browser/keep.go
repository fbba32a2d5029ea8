package browser

// Keep notes the size of the window, the emulated settings and the text size, and gives a function that
// puts them back.
func (tab *Tab) Keep() (restore func()) {
	tab.t.Helper()
	s := tab.state
	return func() {
		tab.t.Helper()
		tab.Viewport(s.width, s.height)
		tab.Emulate(s.settings...)
		tab.FontSize(s.font)
	}
}

// Size is the size of the window in CSS pixels.
func (tab *Tab) Size() (width, height int) { return tab.state.width, tab.state.height }
