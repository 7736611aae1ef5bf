extension DataSet {
    private static let mnist = "https://ossci-datasets.s3.amazonaws.com/mnist/"
    private static let fashion = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
    private static let svhn = "http://ufldl.stanford.edu/housenumbers/"
    private static let omniglot = "https://raw.githubusercontent.com/brendenlake/omniglot/master/"

    /// The sets of pictures.
    static let pictures: [DataSet] = [
        DataSet(
            "mnist", title: "70,000 handwritten digits, 28x28, 10 classes",
            licence: "none stated by the authors (LeCun, Cortes, Burges); for research",
            origin: "The four original files.",
            files: [
                .init(
                    "train-images-idx3-ubyte.gz", bytes: 9_912_422,
                    sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                    url: mnist + "train-images-idx3-ubyte.gz"),
                .init(
                    "train-labels-idx1-ubyte.gz", bytes: 28_881,
                    sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                    url: mnist + "train-labels-idx1-ubyte.gz"),
                .init(
                    "t10k-images-idx3-ubyte.gz", bytes: 1_648_877,
                    sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                    url: mnist + "t10k-images-idx3-ubyte.gz"),
                .init(
                    "t10k-labels-idx1-ubyte.gz", bytes: 4_542,
                    sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
                    url: mnist + "t10k-labels-idx1-ubyte.gz"),
            ]),
        DataSet(
            "fashion-mnist", title: "70,000 pictures of clothes, 28x28, 10 classes",
            licence: "MIT, (c) 2017 Zalando SE",
            origin: "The four original files.",
            files: [
                .init(
                    "train-images-idx3-ubyte.gz", bytes: 26_421_880,
                    sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                    url: fashion + "train-images-idx3-ubyte.gz"),
                .init(
                    "train-labels-idx1-ubyte.gz", bytes: 29_515,
                    sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                    url: fashion + "train-labels-idx1-ubyte.gz"),
                .init(
                    "t10k-images-idx3-ubyte.gz", bytes: 4_422_102,
                    sha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                    url: fashion + "t10k-images-idx3-ubyte.gz"),
                .init(
                    "t10k-labels-idx1-ubyte.gz", bytes: 5_148,
                    sha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
                    url: fashion + "t10k-labels-idx1-ubyte.gz"),
            ]),
        DataSet(
            "svhn", title: "99,289 house numbers from street views, 32x32, 10 classes (cropped digits)",
            licence: "none stated by the authors (Netzer et al. 2011); for non-commercial use",
            origin: "Training and test digits of format 2; the 531,131 extra ones are not used.",
            files: [
                .init(
                    "train_32x32.mat", bytes: 182_040_794,
                    sha256: "435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8",
                    url: svhn + "train_32x32.mat"),
                .init(
                    "test_32x32.mat", bytes: 64_275_384,
                    sha256: "cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b",
                    url: svhn + "test_32x32.mat"),
            ]),
        DataSet(
            "omniglot", title: "1,623 handwritten characters, 20 drawings of each, 105x105, one bit",
            licence: "MIT, (c) 2015 Brenden Lake; split lists MIT, (c) 2019-2020 Tristan Deleu",
            origin: "The two image archives hold the official drawings in another packing, so their sums differ from "
                + "those of the official archives and there is no public address of these very files; all_runs.zip "
                + "is the official one.",
            files: [
                .init(
                    "images_background.zip", bytes: 8_588_032,
                    sha256: "512b4a2b61ff1c7d09db743d05d12aedc2a5f38192fa40d63fd91f0fc1504c88"),
                .init(
                    "images_evaluation.zip", bytes: 5_863_926,
                    sha256: "98893e98e6c7ac15783039de81205741dffe6bb4ac1e1f0c5568f6889e7e523c"),
                .init(
                    "all_runs.zip", bytes: 352_787,
                    sha256: "437c1eeab0af8484112e1b4cc0f3d541ec727f7c47b9b202da738af9dfd6c325",
                    url: omniglot + "python/one-shot-classification/all_runs.zip"),
                .init(
                    "vinyals-split.json.gz", bytes: 4_595,
                    sha256: "5a9c729b5c273c9598a935130199be1c1fb37eff80fcc213acc84fa10c2e4737"),
            ]),
        DataSet(
            "cifar-10", title: "60,000 colour pictures, 32x32, 10 classes",
            licence: "none stated by the authors (Krizhevsky, Nair, Hinton); for research",
            origin: "The six original binary batches. Where they lie as lossless sheets (.webp), cifar_sheets.py "
                + "beside them unpacks them.",
            files: [
                .init(
                    "data_batch_1.bin", bytes: 30_730_000,
                    sha256: "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
                .init(
                    "data_batch_2.bin", bytes: 30_730_000,
                    sha256: "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
                .init(
                    "data_batch_3.bin", bytes: 30_730_000,
                    sha256: "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
                .init(
                    "data_batch_4.bin", bytes: 30_730_000,
                    sha256: "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
                .init(
                    "data_batch_5.bin", bytes: 30_730_000,
                    sha256: "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
                .init(
                    "test_batch.bin", bytes: 30_730_000,
                    sha256: "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"),
            ],
            archive: .init(
                url: "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz", bytes: 170_052_171,
                sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                folder: "cifar-10-batches-bin")),
        DataSet(
            "cifar-100-small", title: "5,000 colour pictures, 32x32, 100 classes of 50, with the CIFAR-FS class split",
            licence: "none stated by the authors of CIFAR; split lists MIT; for research",
            origin: "One tenth of the training pictures of CIFAR-100, in an order of its own, so there is no public "
                + "address and results do not compare with published figures. cifar_sheets.py unpacks subset.bin "
                + "from its lossless sheet.",
            files: [
                .init(
                    "subset.bin", bytes: 15_370_000,
                    sha256: "fd035c50aee13462df183fade6fdca2822957bd71fecc2379b574997b0f8b91d"),
                .init(
                    "fine_label_names.txt", bytes: 725,
                    sha256: "4a53f81a8af29bb6aa646bfe2c455db1b061edfde82a39c0cfc313ef536c681b"),
                .init(
                    "coarse_label_names.txt", bytes: 328,
                    sha256: "14e28b5b70e3d8a29704b0d9f8c5985cca5f3c3d08ea043dcc87a036df37a2b3"),
                .init(
                    "cifar-fs.json", bytes: 1_269,
                    sha256: "88f9e91cf75d3ec2eda86feb85194e324626a5e882871db198003ef86ba21c19"),
            ]),
        DataSet(
            "photos", aliases: ["clothing"],
            title: "1,181 photos of clothes, shorter side 160, 16 classes, with the contributor of each",
            licence: "CC0 1.0",
            origin: "The photos of alexeygrigorev/clothing-dataset made smaller, at most 80 a class, so there is no "
                + "public address of this very file. Split by sender_id to be strict.",
            files: [
                .init(
                    "clothing.zip", bytes: 9_434_652,
                    sha256: "429f46ca4c901a407c11cece542d2ab05a5a9ccabf1ef3dcc6ecac42abcc6ca6")
            ]),
    ]
}
