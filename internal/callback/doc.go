// Package callback tells order sources what became of their orders: it signs a
// notice and posts it to the address the source gave, without ever being led to
// an address inside the house.
package callback
