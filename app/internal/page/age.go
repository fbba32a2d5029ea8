package page

import (
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Age says how old what is shown is, on the phone. The server shows what is true now and says nothing.
func (v Visit) Age() *ui.Node {
	if !v.OnPhone || v.Folder.ReadAt.IsZero() {
		return nil
	}
	return ui.Age(v.Say("layout.updated", "Ago", text.Ago(v.Text, v.Now.Sub(v.Folder.ReadAt))))
}
