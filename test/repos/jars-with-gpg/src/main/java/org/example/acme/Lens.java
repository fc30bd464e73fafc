package org.example.acme;

public final class Lens {
}
