package rk7sim

// What each command may hold, from the vendor's public schemas.
var (
	refShape     = sh("id:int code guid:guid")
	orderShape   = sh("guid:guid visit:int orderIdent:int")
	guestsShape  = sh("count:int", "Guest", sh("guestLabel cardCode clientID:int addressID:int", "Interface", refShape))
	propsShape   = sh("", "Prop", sh("name value"))
	licenceShape = sh("anchor licenseToken", "LicenseInstance", sh("guid:guid seqNumber:int"))
	mobileShape  = sh("kind", "LicenseInstance", sh("guid:guid seqNumber:int name"))
	blockShape   = sh("deliveryState:int startTime:time travelTime:time deliveryTime:time forwarderSendTime:time forwarderReturnTime:time " +
		"realDeliveryTime:time lastProcessTime:time minCookTime:time zoneID:int zoneName orderPrefix isTakeOut:bool autoChangeState:bool")

	modiShape    = sh("id:int code guid:guid uni:int line_guid:guid state:int price:int count:int openName isDefault:bool freeCount:int")
	voidShape    = sh("id:int code guid:guid uni:int line_guid:guid state:int dateTime:time quantity:int amount:int openName", "Author", refShape)
	saleShape    = sh("id:int code guid:guid uni:int line_guid:guid state:int amount:int maxamount:int seat:int cardCode deleted:bool", "Interface BonusType", refShape)
	dishShape    = sh(lineAttrs+" changeWeight:bool", "Modi", modiShape, "Discount", saleShape, "Void", voidShape)
	partShape    = sh("id:int code guid:guid uni:int line_guid:guid state:int price:int count:int isDefault:bool quantity:int", "Modi", modiShape, "Void", voidShape, "ComboModi", refShape)
	comboShape   = sh(lineAttrs, "Component", partShape, "Void", voidShape)
	prepayShape  = sh("id:int code guid:guid uni:int line_guid:guid state:int amount:int basicSum:int cardCode extTransactionInfo seat:int promised:bool", "Interface Reason", refShape)
	sessionShape = sh("uni:int line_guid:guid isDraft:bool printed:bool printTime:time remindTime:time readyTime:time startService:time fixedPrice:bool",
		"Station Author Creator Course", refShape, "Dish", dishShape, "Combo", comboShape, "Discount", saleShape, "Prepay", prepayShape)
	paymentShape = sh("id:int code guid:guid line_guid:guid amount:int basicSum:int cardCode extTransactionInfo seat:int owner authtype authcode", "Interface", refShape)
)

const lineAttrs = "id:int code guid:guid uni:int line_guid:guid state:int price:int quantity:int srcQuantity:int seat:int SourceGUIDString:guid"

var shapes = map[string]*shape{
	"GetSystemInfo":  sh("CMD"),
	"GetSystemInfo2": sh("CMD"),
	"GetFunctions":   sh("CMD"),
	"GetRefList":     sh("CMD"),
	"GetRefData": sh("CMD RefName RefItemIdent:int RefItemGUID:guid PropMask WithMacroProp:bool WithBlobsData:bool MacroPropTags:bool WithChildItems:int "+
		"IgnoreEnums:bool IgnoreDefaults:bool OnlyActive:bool", "PROPFILTERS", sh("", "PROPFILTER", sh("Name Value Substring Masked:bool Kind"))),
	"GetOrderMenu": sh("CMD dateTime:time checkrests:bool StationCode StationID:int DateTime:time", "Station Waiter Table OrderCategory", refShape, "Order", orderShape),
	"GetDishRests": sh("CMD"), "GetModifierStopList": sh("CMD"),
	"GetDishRest":    sh("CMD", "DishRest", refShape),
	"SetDishRests":   sh("CMD storeZeroQuantity:bool", "Author Reason", refShape, "DishRest", sh("id:int code guid:guid quantity:int prohibited:bool")),
	"ClearDishRests": sh("CMD", "DishRest", refShape),
	"CreateOrder": sh("CMD", "Order", sh("guid:guid persistentComment nonPersistentComment openTime:time duration:time holder promoCode",
		"Visit", sh("guid:guid visit:int"), "Table Station Creator Waiter OrderCategory OrderType Defaulter GuestType", refShape,
		"Guests", guestsShape, "ExtraTables", sh("", "item", refShape), "ExternalProps", propsShape, "DeliveryBlock", blockShape, "Maket", refShape)),
	"GetOrder":      sh("CMD", "Order", orderShape),
	"GetOrderList":  sh("CMD lastversion:int onlyOpened:bool needIdents:bool needCodes:bool needNames:bool", "Waiter Table", refShape),
	"GetOrderList2": sh("CMD lastversion:int onlyOpened:bool", "Waiter Table", refShape),
	"SaveOrder": sh("CMD dontcheckLicense:bool deferred:bool sendtovdu:bool lockguid",
		"LicenseInfo", licenceShape, "MobileLicenseInfo", mobileShape, "Order", orderShape, "LockStation", refShape, "Session", sessionShape),
	"UpdateOrder": sh("CMD persistentComment nonPersistentComment openTime:time duration:time holder promoCode lockguid ExtSource:int ExtID:int",
		"LockStation Manager", refShape, "Order", orderShape, "Table Waiter OrderType Defaulter GuestType", refShape, "Guests", guestsShape,
		"ExtraTables", sh("", "Item", refShape), "ExternalProps", propsShape),
	"VoidOrder": sh("CMD lockguid sendtovdu:bool change_guids:bool", "Order", orderShape, "Station Manager DeleteReason", refShape, "FiscalDocInfo", sh("PrintNumber:int")),
	"LockOrder": sh("CMD lockTime lockguid", "Order", orderShape, "Station Employee", refShape),
	"PayOrder": sh("CMD lockguid pdsPaysTimeout:int calcBySeats:bool sendtovdu:bool seat:int", "LicenseInfo", licenceShape, "MobileLicenseInfo", mobileShape,
		"Order", orderShape, "Station Cashier", refShape, "Payment", paymentShape, "ReceiptMaket InvoiceMaket", refShape),
	"PrintBill":     sh("CMD lockguid bySeats:bool", "Order", orderShape, "Station Cashier Maket", refShape),
	"UndoBill":      sh("CMD lockguid", "Order", orderShape, "Station Cashier Manager", refShape),
	"CloseVisit":    sh("CMD VisitID:int", "Order", orderShape, "Station Cashier", refShape),
	"ValidateOrder": sh("CMD lockguid", "Order", orderShape, "Session", sessionShape),
	"DeliveryPostOrder": sh("CMD deferred:bool orderName persistentComment nonPersistentComment seqNumber:int lockguid AllowReopenPrinted:bool CloseOrderIfEmpty:bool",
		"LicenseInfo", licenceShape, "Restaurant Creator OrderCategory OrderType Table GuestType", refShape, "ExtSource", sh("source extID:int"),
		"Order", sh("guid:guid"), "Guests", guestsShape, "DeliveryBlock", blockShape, "Session", sessionShape,
		"HolderXML", sh("", "holder", sh("", "Holders_Addresses", sh("")))),
	"DeliveryVoidOrder":              sh("CMD lockguid", "Order", orderShape, "Employee DeleteReason Station", refShape),
	"DeliveryUpdateStatus":           sh("CMD", "Order", orderShape, "DeliveryBlock", blockShape, "ExtSource", sh("source extID:int")),
	"CheckLicense":                   sh("CMD license", "Restaurant", refShape),
	"GetXMLLicenseInstanceSeqNumber": sh("CMD", "LicenseInfo", licenceShape, "Timeout", sh("value:int")),
}
