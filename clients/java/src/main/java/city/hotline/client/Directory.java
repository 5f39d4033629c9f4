package city.hotline.client;

import city.hotline.proto.directory.v1.DirectoryServiceGrpc;
import city.hotline.proto.directory.v1.ListClassesRequest;
import city.hotline.proto.directory.v1.ListPlacesRequest;
import city.hotline.proto.directory.v1.ListUnitsRequest;
import city.hotline.proto.directory.v1.OrderClass;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.directory.v1.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Places, units and classes of the city, read page by page. Thread-safe. */
public final class Directory {

  private static final int PAGE = 1000;

  private record Page<T>(List<T> items, String next) {}

  private final Wire wire;

  Directory(Wire wire) {
    this.wire = wire;
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
}
