//go:build !js

package app

import "sportello/app/desk"

// The screens of the assisted desk are pages of the server alone: a clerk's browser keeps nothing, and the browser
// program need not carry them.
func init() {
	screens = append(screens,
		screen{"/sportello", own, desk.Start},
		screen{"/sportello/persona", own, desk.Person},
		screen{"/sportello/presenza/{search}", own, desk.Presence},
		screen{"/sportello/presenza/{search}/{how}", own, desk.Recognise},
		screen{"/sportello/vede", theirs, desk.Sees},
		screen{"/sportello/fine", own, desk.Finish},
		screen{"/sportello/finita", own, desk.Finished},
	)
}
