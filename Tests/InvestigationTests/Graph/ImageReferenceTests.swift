import CaseFolder
import Testing

@testable import Investigation

@Suite struct ImageReferenceTests {
  @Test(arguments: [
    ("nginx", "docker.io", "library/nginx"), ("grafana/grafana:11", "docker.io", "grafana/grafana"),
    ("quay.io/a/b@sha256:11", "quay.io", "a/b"), ("localhost/x:1", "localhost", "x"),
    ("registry:5000/team/app:2", "registry:5000", "team/app"),
  ])
  func registryAndRepository(_ image: Text, _ registry: Text, _ repository: Text) {
    let reference = ImageReference(image)
    #expect(reference.registry == registry && reference.repository == repository)
  }

  @Test func onlyADigestOrAVersionIsFixed() {
    #expect(ImageReference("nginx").isFloating && ImageReference("nginx:latest").isFloating)
    #expect(!ImageReference("nginx:1.27").isFloating && !ImageReference("nginx@sha256:11").isFloating)
  }

  @Test(
    arguments: [
      ("111122223333.dkr.ecr.us-west-2.amazonaws.com/app:1", .own),
      ("111122223333.dkr.ecr.us-west-2.amazonaws.com/docker-hub/library/nginx:1", .pullThrough),
      ("602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1", .awsManaged),
      ("918309763551.dkr.ecr.cn-north-1.amazonaws.com.cn/eks/coredns:v1", .awsManaged),
      ("public.ecr.aws/eks-distro/kubernetes/pause:3.5", .awsManaged),
      ("public.ecr.aws/nginx/nginx:1", .publicRegistry),
      ("999988887777.dkr.ecr.us-west-2.amazonaws.com/app:1", .otherAccount("999988887777")), ("nginx", .publicRegistry),
      ("registry.example.com/app:1", .unknown),
    ] as [(Text, ImageOrigin)])
  func originByRegistry(_ image: Text, _ origin: ImageOrigin) {
    #expect(ImageRegistries.builtIn.origin(of: image, own: ["111122223333"]) == origin)
  }

  @Test func approvedRegistryIsOwn() {
    #expect(
      ImageRegistries.builtIn.origin(of: "registry.example.com/app:1", own: [], approved: ["registry.example.com"])
        == .own)
  }
}
