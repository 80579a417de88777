"""The devices that the local cloud knows. All invented: they exist nowhere else."""

from __future__ import annotations

from atbench.virtual.backends.aliyun import Device

DEMO = Device(key="a1DemoKey01", name="bench_0001", secret="3f9c2b7e51d04a86b8e7c0135d6f2a94")
DEMO_HOST = "iot-as-mqtt.cn-shanghai.aliyuncs.com"

# OneNET: product, name of the device, its key (Base64).
ONENET_DEMO = Device(key="Qb7DemoPr0", name="bench_0001", secret="YmVuY2gtZGV2aWNlLWtleS0wMDAwMDAwMDAwMDAwMQ==")
ONENET_HOST = "mqtts.heclouds.com"

# Huawei IoTDA: a product with a secret for all its devices, and a device with one of its own.
HUAWEI_PRODUCT, HUAWEI_PRODUCT_SECRET = "65f0demo0bench0000000001", "8c1d6e2f4a7b9035"
HUAWEI_DEVICE, HUAWEI_SECRET = f"{HUAWEI_PRODUCT}_bench_0001", "b3e07a5c91d84f26"
HUAWEI_HOST = "iotda-device.cn-north-4.myhuaweicloud.com"

# The one account of the mail server, with any domain behind an @ or none.
MAIL_USER, MAIL_PASSWORD = "bench", "demo-mail-0001"

# The accounts of the FTP server: one that may do everything, one that may only read.
FTP_USER, FTP_PASSWORD = "bench", "demo-files-0001"
FTP_READER, FTP_READER_PASSWORD = "reader", "demo-files-0002"

# Tencent: product, name of the device, its secret (Base64).
TENCENT_DEMO = Device(key="BENCHTC001", name="bench_0001", secret="YmVuY2gtdGMta2V5LTAwMQ==")
TENCENT_SECRETS = {TENCENT_DEMO.key + TENCENT_DEMO.name: TENCENT_DEMO.secret}

DEVICES = {(device.key, device.name): device.secret for device in (DEMO,)}
ONENET_KEYS = {(ONENET_DEMO.key, ONENET_DEMO.name): ONENET_DEMO.secret}
HUAWEI_SECRETS = {HUAWEI_DEVICE: HUAWEI_SECRET, HUAWEI_PRODUCT: HUAWEI_PRODUCT_SECRET}
