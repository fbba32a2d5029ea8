package postgres

import "github.com/jackc/pgx/v5"

// What a request for a folder asks the database, for the benchmark that asks the same without the house.
const (
	FindSession   = `select ` + sessionColumns + ` where s.token_hash = $1`
	SetWho        = setWho
	SelectSubject = selectSubject
	SelectPrefer  = selectPrefer
	SelectDrafts  = selectDrafts
	SelectFiled   = selectFiled
	SelectNotices = selectNotices
	SelectTrail   = selectTrail

	SelectProxies       = selectProxies
	SelectConfirmations = selectConfirmations
	SelectAsks          = selectAsks
	SelectContact       = selectContact
	SelectConsents      = selectConsents
	SelectCard          = selectCard
)

// How its rows are read.
var (
	ScanSession     = scanSession
	ScanDraft       = scanDraft
	ScanApplication = scanApplication
	ScanNotice      = scanNotice
	ScanAct         = scanAct

	ScanOwn          = scanOwn
	ScanConfirmation = scanConfirmation
	ScanAsk          = scanAsk
	ScanContact      = scanContact
	ScanConsent      = scanConsent
)

// Collect reads rows into a list.
func Collect[T any](into *[]T, scan func(pgx.CollectableRow) (T, error)) func(pgx.Rows) error {
	return collect(into, scan)
}
