package rk7

// Values of Status in a reply.
const (
	StatusOK               = "Ok"
	StatusNoChanges        = "No changes"
	StatusExecutionStarted = "Execution Started"
	StatusParseError       = "Query Parse Error"
	StatusBadParameters    = "Bad Query Parameters"
	StatusExecutingError   = "Query Executing Error"
	StatusWritingError     = "Result Writing Error"
)

// Values of RK7ErrorN that are known; the station has more.
const (
	CodeFileNotFound         = 702
	CodeEmployeeRegistered   = 2101
	CodeWrongPassword        = 2102
	CodeVisitClosed          = 2128
	CodeOrderInVisitLocked   = 2129
	CodeShiftTooLong         = 2133
	CodeCardLimit            = 2142
	CodeShiftClosing         = 2172
	CodeOrderLocked          = 2219
	CodeNotEnoughMoney       = 3373
	CodeWrongDeleteReason    = 3383
	CodeNoGuests             = 3444
	CodeCardSystem           = 3813
	CodeLicenceInstance      = 5304
	CodeLicenceSeqNumber     = 5305
	CodeLicenceSeqNumberUsed = 5310
)
