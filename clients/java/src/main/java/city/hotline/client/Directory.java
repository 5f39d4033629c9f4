package city.hotline.client;

import city.hotline.proto.directory.v1.DirectoryServiceGrpc;
import city.hotline.proto.directory.v1.GetDirectoryRequest;
import city.hotline.proto.directory.v1.GetDirectoryResponse;
import city.hotline.proto.directory.v1.ListClassesRequest;
import city.hotline.proto.directory.v1.ListDirectoriesRequest;
import city.hotline.proto.directory.v1.ListDirectoriesResponse;
import city.hotline.proto.directory.v1.ListPlacesRequest;
import city.hotline.proto.directory.v1.ListUnitsRequest;
import city.hotline.proto.directory.v1.LoadDirectoryRequest;
import city.hotline.proto.directory.v1.LoadDirectoryResponse;
import city.hotline.proto.directory.v1.MigrateOrderRequest;
import city.hotline.proto.directory.v1.MigrateOrderResponse;
import city.hotline.proto.directory.v1.OrderClass;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.directory.v1.Unit;
import city.hotline.proto.floor.v1.DirectoryVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Places, units and classes of the city, read page by page, and their versions. Thread-safe. */
public final class Directory {

  private static final int PAGE = 1000;

  private record Page<T>(List<T> items, String next) {}

  private final Wire wire;
  private final Link link;

  Directory(Wire wire, Link link) {
    this.wire = wire;
    this.link = link;
  }

  /** All places below a parent, by code; empty means the districts of the city. */
  public CompletableFuture<List<Place>> places(String parent) {
    return all(
        token ->
            Grid.ask(
                    wire,
                    Identity.READER,
                    DirectoryServiceGrpc.getListPlacesMethod(),
                    ListPlacesRequest.newBuilder()
                        .setParent(parent)
                        .setPageSize(PAGE)
                        .setPageToken(token)
                        .build())
                .thenApply(page -> new Page<>(page.getPlacesList(), page.getNextPageToken())));
  }

  /** All units below a parent, by code; empty means all. */
  public CompletableFuture<List<Unit>> units(String parent) {
    return all(
        token ->
            Grid.ask(
                    wire,
                    Identity.READER,
                    DirectoryServiceGrpc.getListUnitsMethod(),
                    ListUnitsRequest.newBuilder()
                        .setParent(parent)
                        .setPageSize(PAGE)
                        .setPageToken(token)
                        .build())
                .thenApply(page -> new Page<>(page.getUnitsList(), page.getNextPageToken())));
  }

  /** All classes below a parent, by code; empty means all. */
  public CompletableFuture<List<OrderClass>> classes(String parent) {
    return all(
        token ->
            Grid.ask(
                    wire,
                    Identity.READER,
                    DirectoryServiceGrpc.getListClassesMethod(),
                    ListClassesRequest.newBuilder()
                        .setParent(parent)
                        .setPageSize(PAGE)
                        .setPageToken(token)
                        .build())
                .thenApply(page -> new Page<>(page.getClassesList(), page.getNextPageToken())));
  }

  private static <T> CompletableFuture<List<T>> all(
      Function<String, CompletableFuture<Page<T>>> page) {
    return more(new ArrayList<>(), "", page);
  }

  private static <T> CompletableFuture<List<T>> more(
      List<T> sofar, String token, Function<String, CompletableFuture<Page<T>>> page) {
    return page.apply(token)
        .thenCompose(
            next -> {
              sofar.addAll(next.items());
              return next.next().isEmpty()
                  ? CompletableFuture.completedFuture(List.copyOf(sofar))
                  : more(sofar, next.next(), page);
            });
  }

  /** Which versions there are, without their files, and which one is in force. */
  public CompletableFuture<ListDirectoriesResponse> versions() {
    return Grid.ask(
        wire,
        Identity.READER,
        DirectoryServiceGrpc.getListDirectoriesMethod(),
        ListDirectoriesRequest.getDefaultInstance());
  }

  /** One version with its files. Refused INVALID_FIELD where there is none of the name. */
  public CompletableFuture<DirectoryVersion> version(String name) {
    return Grid.ask(
            wire,
            Identity.READER,
            DirectoryServiceGrpc.getGetDirectoryMethod(),
            GetDirectoryRequest.newBuilder().setName(name).build())
        .thenApply(GetDirectoryResponse::getVersion);
  }

  /**
   * Makes another version known; its name. Refused as listed at {@code LoadDirectory}.
   *
   * @param request without a request id
   */
  public CompletableFuture<String> load(LoadDirectoryRequest request) {
    return link.send(
            Identity.ADMINISTRATOR,
            Districts.CITY,
            DirectoryServiceGrpc.getLoadDirectoryMethod(),
            id -> request.toBuilder().setRequestId(id).build())
        .thenApply(LoadDirectoryResponse::getName);
  }

  /**
   * Makes an open order go by another version. Refused as listed at {@code MigrateOrder}.
   *
   * @param version empty for the built-in one
   */
  public CompletableFuture<MigrateOrderResponse> migrate(
      String orderId, String version, String reason) {
    return link.send(
        Identity.ADMINISTRATOR,
        Districts.of(orderId),
        DirectoryServiceGrpc.getMigrateOrderMethod(),
        id ->
            MigrateOrderRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setDirectory(version)
                .setReason(reason)
                .build());
  }
}
