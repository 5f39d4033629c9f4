package city.hotline.city;

import city.hotline.core.directory.Directory;
import city.hotline.proto.directory.v1.DirectoryServiceGrpc;
import city.hotline.proto.directory.v1.ListClassesRequest;
import city.hotline.proto.directory.v1.ListClassesResponse;
import city.hotline.proto.directory.v1.ListPlacesRequest;
import city.hotline.proto.directory.v1.ListPlacesResponse;
import io.grpc.stub.StreamObserver;

/** The directory, as a grid serves it. */
final class CorePlaces extends DirectoryServiceGrpc.DirectoryServiceImplBase {
  private final Directory directory;

  CorePlaces(Directory directory) {
    this.directory = directory;
  }

  @Override
  public void listPlaces(ListPlacesRequest request, StreamObserver<ListPlacesResponse> answers) {
    answers.onNext(
        ListPlacesResponse.newBuilder()
            .addAllPlaces(
                request.getParent().isEmpty()
                    ? directory.districts()
                    : directory.children(request.getParent()))
            .build());
    answers.onCompleted();
  }

  @Override
  public void listClasses(ListClassesRequest request, StreamObserver<ListClassesResponse> answers) {
    answers.onNext(ListClassesResponse.newBuilder().addAllClasses(directory.classTree()).build());
    answers.onCompleted();
  }
}
