package page

// HelpID is the id of the words, outside of the page, that a help code is on. Where they stand, the phone tells
// the town hall which page it shows.
const HelpID = "aiuto-in-corso"
