"""The devices that the local cloud knows. All invented: they exist nowhere else."""

from __future__ import annotations

from atbench.virtual.backends.aliyun import Device

DEMO = Device(key="a1DemoKey01", name="bench_0001", secret="3f9c2b7e51d04a86b8e7c0135d6f2a94")
DEMO_HOST = "iot-as-mqtt.cn-shanghai.aliyuncs.com"

DEVICES = {(device.key, device.name): device.secret for device in (DEMO,)}
