// Package iface is how the server words what should be scaled.
package iface

import (
	"time"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/api/enums/v1"
)

type (
	// WorkerControllerInstanceSpec is what is scaled, in groups by name.
	WorkerControllerInstanceSpec struct {
		ScalingGroupSpecs map[string]ScalingGroupSpec
	}

	// ScalingGroupSpec is one group.
	ScalingGroupSpec struct {
		TaskTypes []enums.TaskQueueType
		Compute   ComputeProviderSpec
		Scaling   *ScalingAlgorithmSpec
	}

	// ScalingGroupSpecUpdate is a change of a group.
	ScalingGroupSpecUpdate struct {
		Spec       ScalingGroupSpec
		UpdateMask []string
	}

	// ComputeProviderSpec is who would start workers.
	ComputeProviderSpec struct {
		ProviderType  ComputeProviderType
		Config        *common.Payload
		NexusEndpoint string
	}

	// ScalingAlgorithmSpec is when they would.
	ScalingAlgorithmSpec struct {
		ScalingAlgorithm ScalingAlgorithmType
		Config           *common.Payload
	}

	// ComputeProviderType names a provider.
	ComputeProviderType string
	// ScalingAlgorithmType names an algorithm.
	ScalingAlgorithmType string
)

type (
	// QueryDescribeWorkerControllerInstanceResponse describes what is scaled.
	QueryDescribeWorkerControllerInstanceResponse struct {
		Spec             *WorkerControllerInstanceSpec
		ValidationStatus *ValidationStatus
	}

	// UpdateWorkerControllerInstanceResponse is what is scaled after a change.
	UpdateWorkerControllerInstanceResponse struct {
		Spec *WorkerControllerInstanceSpec
	}

	// ValidationStatus is how the last check of a provider went.
	ValidationStatus struct {
		LastValidationTime time.Time
		Status             ValidationResult
		ErrMessage         string
	}

	// ValidationResult is the outcome of a check.
	ValidationResult string
)

// ValidationResultFailed is the outcome with a message.
const ValidationResultFailed ValidationResult = "failed"
